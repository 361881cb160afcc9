"""The questionnaire of a round, written for survey tools from the codebook, so that its export lands by itself."""
