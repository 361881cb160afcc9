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

# technology_status of the Members that gave details: in development, under consideration, not planned. Those that
# adopted come before them; who is left gave no status for that technology.
STATUS_COUNTS = {
    "ai_ml": (27, 31, 12),
    "big_data": (24, 26, 10),
    "blockchain": (16, 32, 28),
    "cloud": (23, 24, 18),
    "biometrics": (15, 22, 31),
    "drones": (14, 20, 36),
    "geospatial": (13, 21, 35),
    "iot": (14, 22, 34),
    "vr_ar": (8, 17, 50),
}
# How many adopted a technology of which no such number was printed or inferred.
ADOPTED_COUNTS = {"blockchain": 6, "iot": 10, "vr_ar": 4}
# Of those who gave no details, how many said of every technology that it is not planned; the others left it blank.
NOT_PLANNED_THROUGHOUT = 9

# How many answered each question of the sections IV to VI with each answer, nationally and exactly, so that the orders
# that the report states hold whatever the seed. Who is left skipped the item.
RATINGS = ("5", "4", "3", "2", "1")
YES_NO = ("yes", "no")
# fmt: off
ANSWER_COUNTS: dict[str, dict[str, tuple[int, ...]]] = {
    "expected_impact": {             # mean, rank
        "ai_ml": (54, 36, 9, 3, 0),           # 4.38, 1
        "big_data": (47, 39, 12, 3, 0),       # 4.29, 2
        "cloud": (30, 39, 23, 8, 2),          # 3.85, 3
        "blockchain": (28, 34, 26, 9, 3),     # 3.75, 4
        "biometrics": (22, 32, 30, 12, 4),    # 3.56, 5
        "iot": (16, 31, 32, 14, 5),           # 3.40, 6
        "geospatial": (14, 30, 34, 15, 5),    # 3.34, 7
        "drones": (13, 26, 35, 19, 7),        # 3.19, 8
        "vr_ar": (5, 16, 33, 28, 14),         # 2.69, 9
    },
    "adoption_difficulty": {
        "blockchain": (33, 36, 20, 7, 2),     # 3.93, 1
        "cloud": (26, 35, 26, 9, 3),          # 3.73, 2
        "vr_ar": (18, 28, 29, 13, 6),         # 3.41, 3
        "ai_ml": (13, 31, 36, 15, 4),         # 3.34, 4
        "drones": (13, 28, 33, 17, 6),        # 3.26, 5
        "big_data": (9, 26, 38, 20, 6),       # 3.12, 6
        "iot": (9, 22, 36, 21, 8),            # 3.03, 7
        "biometrics": (8, 21, 37, 23, 9),     # 2.96, 8
        "geospatial": (6, 17, 36, 27, 11),    # 2.79, 9
    },
    "performance_contribution": {    # yes, no
        "trade_facilitation": (95, 11),
        "enforcement_security": (91, 14),
        "revenue_collection": (70, 34),
        "organizational_development": (63, 39),
    },
    "capacity_building_need": {
        "technical_skills": (92, 16),
        "cybersecurity_awareness": (87, 20),
        "it_policy_governance": (82, 24),
        "strategic_planning_change": (77, 29),
        "database_architecture": (59, 46),
        "process_governance": (55, 49),
        "project_management": (51, 53),
        "ethical_considerations": (38, 64),
    },
}
# fmt: on

# How many left a whole question blank: of the Members that gave details on technologies, and of the others.
BLANK_COUNTS = {
    "expected_impact": (5, 7),
    "adoption_difficulty": (7, 8),
    "performance_contribution": (3, 5),
    "capacity_building_need": (2, 4),
    "flagship_choice": (4, 8),
}

# How many Members chose so many technologies, and how often each was chosen: both add up to the same total.
FLAGSHIP_CHOOSERS = {3: 80, 2: 15, 1: 9}
FLAGSHIP_COUNTS = {
    "big_data": 58,
    "ai_ml": 55,
    "blockchain": 44,
    "cloud": 38,
    "biometrics": 24,
    "drones": 20,
    "geospatial": 18,
    "iot": 15,
    "vr_ar": 7,
}
# The same for the case studies that willing Members could write; 64 of the 73 willing named a topic.
TOPIC_CHOOSERS = {3: 14, 2: 26, 1: 24}
TOPIC_COUNTS = {
    "big_data": 24,
    "ai_ml": 22,
    "cloud": 15,
    "biometrics": 14,
    "drones": 12,
    "geospatial": 11,
    "blockchain": 9,
    "iot": 8,
    "vr_ar": 3,
}
# How much the status of a technology draws to it: what is soon to be adopted as a flagship, what is known as a topic.
FLAGSHIP_PULL = {"adopted": 0.3, "in_development": 1.0, "under_consideration": 1.0, "not_planned": -1.0}
TOPIC_PULL = {"adopted": 2.0, "in_development": 1.2, "under_consideration": 0.0, "not_planned": -2.0}

# The other needs of section VI in short, with the need each was coded as; none where it belongs to none for certain.
# The report lists each once and does not say who named it.
OTHER_NEEDS = {
    "Digital signatures": "",
    "Enterprise architecture": "",
    "Network and systems administration": "technical_skills",
    "MPLS networks": "",
    "Storage systems": "",
    "Oracle databases": "database_architecture",
    "MicroStrategy": "",
    "Backup and recovery": "",
    "Data modelling": "database_architecture",
    "IT management": "it_policy_governance",
    "Research and development funding": "",
    "Scientific document analysis": "",
    "Funding of organizational priorities": "",
    "Bridging business and technical knowledge": "",
    "Leadership support and appetite for risk": "strategic_planning_change",
    "Change management": "strategic_planning_change",
    "Legal bases": "",
    "Knowledge creation and plain explanation": "",
    "Simple procurement for pilots and AI or big data in tax administration": "",
}

# Questions of section I beyond what was printed of them: how many said no; who is left gave no answer.
CASE_STUDY_NO_COUNT = 97
CONTACT_POINT_YES_COUNT = 101
CONTACT_POINT_NO_COUNT = 9

# How strongly an answer leans on capability rather than on chance: 1 is on both alike, and below 0 it is the less
# capable that say more.
CAPABILITY_WEIGHT = 1.0
CAPABILITY_WEIGHTS = {
    "expected_impact": 0.6,
    "adoption_difficulty": -1.0,
    "performance_contribution": 0.4,
    "capacity_building_need": -0.8,
}
# What a region says more (or less) of, beyond what its capability makes it say. National counts do not change by it.
REGION_LEANS: dict[str, dict[str, dict[str, float]]] = {
    "maturity_level": {"": {"AP": 0.7, "ESA": -0.5, "WCA": -0.4}},
    "expected_impact": {
        "ai_ml": {"EUR": 0.4, "WCA": -0.4},
        "cloud": {"AMS": 0.6, "EUR": -0.4},
        "blockchain": {"MENA": 1.0, "AP": 0.4, "EUR": -0.6},
        "biometrics": {"MENA": 0.6, "AP": 0.4},
        "iot": {"AP": 0.6, "ESA": 0.4},
        "geospatial": {"WCA": 0.8, "AMS": 0.4},
        "drones": {"ESA": 0.9, "AMS": 0.5, "EUR": -0.4},
    },
    "adoption_difficulty": {
        "cloud": {"WCA": 0.6, "ESA": 0.5, "EUR": 0.5, "AP": -0.6},
        "blockchain": {"EUR": 0.6, "MENA": -0.6},
        "drones": {"EUR": 1.0, "ESA": -0.4},
        "ai_ml": {"AMS": 0.5},
        "biometrics": {"EUR": 0.6, "WCA": -0.4},
        "geospatial": {"MENA": 0.6},
    },
    "performance_contribution": {
        "enforcement_security": {"AMS": 0.8, "EUR": 0.4},
        "revenue_collection": {"WCA": 1.4, "ESA": 1.2, "EUR": -0.8},
        "organizational_development": {"MENA": 1.0, "AP": 0.5},
    },
    "capacity_building_need": {
        "technical_skills": {"WCA": 0.5, "EUR": -0.5},
        "cybersecurity_awareness": {"EUR": 0.9, "MENA": 0.5},
        "it_policy_governance": {"AMS": 0.8, "EUR": -0.3},
        "strategic_planning_change": {"ESA": 0.8, "AP": 0.6},
        "database_architecture": {"WCA": 0.9, "ESA": 0.6, "EUR": -0.6},
        "process_governance": {"AMS": 0.8, "AP": 0.3},
        "project_management": {"MENA": 0.9, "ESA": 0.3},
        "ethical_considerations": {"EUR": 1.3, "AP": 0.4, "WCA": -0.8},
    },
    "flagship_choice": {
        "ai_ml": {"EUR": 0.5, "AP": 0.3},
        "blockchain": {"MENA": 0.9, "WCA": 0.5},
        "cloud": {"AMS": 0.5, "ESA": 0.4},
        "drones": {"ESA": 0.6, "EUR": -0.5},
        "geospatial": {"WCA": 0.5},
    },
}

# How likely each answer of a partner agency is, in relation to the others; "" is a blank. They are never calibrated.
AGENCY_WEIGHTS: dict[str, dict[str, float]] = {
    "it_strategy": {"yes": 8, "no": 1, "": 1},
    "maturity_level": {"5": 1, "4": 3, "3": 3, "2": 2, "1": 1, "": 1},
    "expected_impact": {"5": 3, "4": 4, "3": 3, "2": 2, "1": 1, "": 2},
    "adoption_difficulty": {"5": 2, "4": 3, "3": 4, "2": 2, "1": 1, "": 2},
    "performance_contribution": {"yes": 6, "no": 3, "": 1},
    "capacity_building_need": {"yes": 5, "no": 4, "": 1},
    "case_study_file": {"no": 8, "": 2},
    "willing_to_share": {"yes": 6, "no": 3, "": 1},
    "contact_point_designated": {"yes": 4, "no": 4, "": 2},
}
# One in so many partner agencies leaves a whole question blank.
AGENCY_BLANK_EVERY = 6

# What this module knows of each question; "" where a question has no items. Anything else cannot be synthesised.
KNOWN_ITEMS: dict[str, set[str]] = {
    "it_strategy": {""},
    "maturity_level": {""},
    "technology_status": set(STATUS_COUNTS),
    **{question_code: set(counts) for question_code, counts in ANSWER_COUNTS.items()},
    "capacity_building_need_other": {""},
    "flagship_choice": set(FLAGSHIP_COUNTS),
    "case_study_file": {""},
    "willing_to_share": {""},
    "case_study_topic": set(TOPIC_COUNTS),
    "contact_point_designated": {""},
}
