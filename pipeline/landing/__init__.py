"""Landing: an export of a survey tool becomes raw answers, and every response is accounted for."""
