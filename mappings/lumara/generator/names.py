"""Name lists of Lumara, made up for this purpose; the Arabic spelling stands beside the Latin one."""

from __future__ import annotations

from typing import Final

Name = tuple[str, str | None]
"""A name in Latin letters and, in families that write Arabic, in Arabic letters."""

WOMEN: Final[tuple[Name, ...]] = (
    ("Amelda", None), ("Brisa", None), ("Corinva", None), ("Delune", None), ("Elorie", None),
    ("Fenya", None), ("Galia", None), ("Hesper", None), ("Ivelle", None), ("Jorune", None),
    ("Kaelis", None), ("Lumira", None), ("Maréva", None), ("Nolwen", None), ("Orsela", None),
    ("Pirène", None), ("Quilla", None), ("Rosmun", None), ("Sevrine", None), ("Talwen", None),
)  # fmt: skip

MEN: Final[tuple[Name, ...]] = (
    ("Aldric", None), ("Bastor", None), ("Corvan", None), ("Dorimel", None), ("Evran", None),
    ("Faldo", None), ("Gasparin", None), ("Horst", None), ("Ismaro", None), ("Joren", None),
    ("Kestrel", None), ("Lothar", None), ("Mirko", None), ("Nevio", None), ("Oskel", None),
    ("Pardo", None), ("Quentor", None), ("Renzil", None), ("Sólmar", None), ("Tibor", None),
)  # fmt: skip

WOMEN_ARABIC: Final[tuple[Name, ...]] = (
    ("Amira", "أميرة"), ("Basma", "بسمة"), ("Dalal", "دلال"), ("Farida", "فريدة"), ("Hanan", "حنان"),
    ("Jamila", "جميلة"), ("Karima", "كريمة"), ("Latifa", "لطيفة"), ("Munira", "منيرة"), ("Nadia", "نادية"),
    ("Rabia", "رابعة"), ("Salma", "سلمى"), ("Warda", "وردة"), ("Yasmin", "ياسمين"), ("Zahra", "زهرة"),
)  # fmt: skip

MEN_ARABIC: Final[tuple[Name, ...]] = (
    ("Adnan", "عدنان"), ("Bilal", "بلال"), ("Daoud", "داود"), ("Faris", "فارس"), ("Hamid", "حميد"),
    ("Idris", "إدريس"), ("Jalal", "جلال"), ("Khalil", "خليل"), ("Marwan", "مروان"), ("Nabil", "نبيل"),
    ("Rashid", "رشيد"), ("Salim", "سليم"), ("Tariq", "طارق"), ("Walid", "وليد"), ("Yunus", "يونس"),
)  # fmt: skip

FAMILIES: Final[tuple[Name, ...]] = (
    ("Almendro", None), ("Brackwater", None), ("Castaval", None), ("Dunmarrow", None), ("Estevarro", None),
    ("Fairloom", None), ("Gorrivan", None), ("Hollinsea", None), ("Iravel", None), ("Jessamund", None),
    ("Korrigane", None), ("Lindqvara", None), ("Morvaine", None), ("Núñarez", None), ("Ostermoor", None),
    ("Pellavin", None), ("Quistrand", None), ("Ravelore", None), ("Sandovir", None), ("Tarnholt", None),
)  # fmt: skip

FAMILIES_ARABIC: Final[tuple[Name, ...]] = (
    ("Al-Bahri", "البحري"), ("Al-Jabali", "الجبلي"), ("Al-Nahri", "النهري"), ("Al-Qadiri", "القديري"),
    ("Al-Sahli", "السهلي"), ("Bin Mansour", "بن منصور"), ("Bin Tahir", "بن طاهر"), ("Darwaz", "درواز"),
    ("Haddawi", "حداوي"), ("Kattabi", "كتابي"), ("Lumari", "لوماري"), ("Nouraldin", "نورالدين"),
)  # fmt: skip

STREETS: Final[tuple[str, ...]] = (
    "Heron Lane", "Salt Market", "Old Ferry Road", "Date Palm Street", "Lantern Hill", "Mill Steps",
    "Harbour Row", "Orchard Way", "Weavers' Yard", "Cedar Walk",
)  # fmt: skip
