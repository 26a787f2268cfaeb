"""What labs 7 to 10 compute and show, one folder a lab. No lab knows another."""
