"""Population groups and origins in the codes of UNHCR, as others pass its figures on."""

from loaders.meanings import country

# UNHCR's population groups. Others of concern, host communities, people resettled or naturalised
# and all groups together are not read.
GROUPS = {
    "REF": "refugees",
    "ROC": "refugees",
    "ASY": "asylum_seekers",
    "IDP": "idps",
    "IOC": "idps",
    "STA": "stateless",
    "RET": "returnees",
    "RDP": "returnees",
}
NOT_READ = {"OOC", "OIP", "HST", "HCO", "RST", "NAT", "RRI", "ALL"}
# Groups beside another one of the same population type: they are never added to it.
BESIDE = {"ROC": "refugee_like", "IOC": "idp_like", "RDP": "returned_idps"}
UNKNOWN, STATELESS = {"UNK", "UKN", "XXX"}, {"XXA", "STA"}
# Origins that UNHCR counts and ISO has no code for.
WITHOUT_CODE = {"TIB": "Tibetan (origin)"}


def source_of_group(whole: str, group: str) -> str:
    """The source of a group's counts: one of its own where they stand beside another group's."""
    return f"{whole}_{BESIDE[group]}" if group in BESIDE else whole


def origin_of(code: str) -> str:
    """The country of origin; blank where UNHCR does not know it or people have none."""
    none = code in UNKNOWN or code in STATELESS or code in WITHOUT_CODE
    return "" if none else country(code)
