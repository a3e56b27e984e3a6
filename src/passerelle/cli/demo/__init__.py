"""The demonstration: the main job, on public lists and in an invented story."""
