"""Normal forms: one spelling for one phone, account, number, plate, date or country."""
