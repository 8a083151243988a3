"""What can be looked at before anything is planned; nothing is written anywhere."""
