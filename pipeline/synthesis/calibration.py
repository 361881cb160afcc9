"""What is invented about the 2024 round, because nobody published it. Every number here is illustrative.

What was published is not here: it is read from seeds/published, through `targets`.
"""

from datetime import date

DEFAULT_SEED = 2024

# How capable an administration is with technology, as a shift of its region's mean (standard deviation 1 inside a
# region): regions differ, and everything else that an administration answers leans on its capability.
REGION_CAPABILITY = {"ESA": -0.3, "AP": 0.3, "WCA": -0.5, "AMS": 0.0, "EUR": 0.4, "MENA": 0.1}

# Share of submissions in French, by region; the others are in English.
FRENCH_SHARE = {"ESA": 0.15, "AP": 0.05, "WCA": 0.6, "AMS": 0.05, "EUR": 0.1, "MENA": 0.35}

# When answers came in. The WCO said that participation stood at 61 % at the contact-point meetings of 17 and 20 June
# 2024, which is 113 or 114 of 186 Members (WCO newsroom, 21 June 2024); the course up to then is invented.
MEETINGS_ENDED_ON = date(2024, 6, 20)
ARRIVED_BY_MEETINGS = 113
# Relative weight of a working day: at the launch, on an ordinary day, in the last days before a deadline, and late.
LAUNCH_WEIGHT, ORDINARY_WEIGHT, DEADLINE_WEIGHT, LATE_WEIGHT = 1.5, 1.0, 4.0, 0.6
LAUNCH_DAYS, DEADLINE_DAYS = 5, 4
WEEKEND_FACTOR = 0.1
# Partner agencies were given longer, with no date printed; theirs came up to this many days after the opening.
PARTNER_AGENCY_DAYS = 100

# technology_status of the Members that gave details: adopted, in development, under consideration, not planned; who
# is left of them gave no status for that technology.
STATUS_COUNTS = {
    "ai_ml": (12, 27, 31, 12),
    "big_data": (23, 24, 26, 10),
    "blockchain": (6, 16, 32, 28),
    "cloud": (17, 23, 24, 18),
    "biometrics": (13, 15, 22, 31),
    "drones": (12, 14, 20, 36),
    "geospatial": (11, 13, 21, 35),
    "iot": (10, 14, 22, 34),
    "vr_ar": (4, 8, 17, 50),
}
# Of those who gave no details, how many said of every technology that it is not planned; the others left it blank.
NOT_PLANNED_THROUGHOUT = 9

# Questions of section I beyond what was printed of them: how many said no; who is left gave no answer.
CASE_STUDY_NO_COUNT = 97
CONTACT_POINT_YES_COUNT = 101
CONTACT_POINT_NO_COUNT = 9

# How strongly an answer leans on capability rather than on chance (1: on both alike).
CAPABILITY_WEIGHT = 1.0
