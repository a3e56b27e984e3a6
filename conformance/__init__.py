"""What any node of the network must do, whoever wrote it; imports nothing of Passerelle."""
