"""The patterns and subtypes that annotators are guided by, for the tests that hold to them."""

from __future__ import annotations

GUIDE = (
    "joint_build industry_chain migrant_management coverage_extension dual_registration "
    "functional_groups cadre_talent member_education public_service democratic_governance "
    "care_support resource_guarantee responsibility_system"
)
SUBTYPES = {
    "joint_build": "village_village village_enterprise village_community agency_village "
    "strong_weak village_park regional",
    "industry_chain": "cooperative_association leading_enterprise park_base market agri_station "
    "chain_alliance",
    "migrant_management": "dual_management host_branch online_branch service_station",
    "coverage_extension": "own_branch attached joint_branch adjusted neighbourhood",
}
