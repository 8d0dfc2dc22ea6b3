"""Who is let in where: docs/permissions.md as a table. Each page of the house stands behind one door.

Pages of a box have two doors, since one may be before a shared box or before a personal one.
"""

Roles = frozenset[str]


def _roles(*names: str) -> Roles:
    return frozenset(names)


ALL = _roles(
    *("manager", "writer", "reader", "removed member", "member from tomorrow"),
    *("holder", "delegate who writes", "delegate who reads", "expired delegate"),
    *("applicant", "stranger", "colleague"),
    *("structure administrator", "administrator of another structure"),
    *("regional administrator", "administrator of another region", "platform operator"),
)
PLATFORM = _roles("platform operator")
REGION = PLATFORM | _roles("regional administrator")
REGIONS = REGION | _roles("administrator of another region")
STRUCTURE = REGION | _roles("structure administrator")
DESKS = REGIONS | STRUCTURE | _roles("administrator of another structure")
VALIDATED = ALL - DESKS - {"applicant"}
NOBODY = _roles()

READS = {
    "shared": _roles("manager", "writer", "reader"),
    "personal": _roles(*("holder", "delegate who writes", "delegate who reads")),
}
WRITES = {kind: roles - {"reader", "delegate who reads"} for kind, roles in READS.items()}
MANAGES = {"shared": _roles("manager"), "personal": _roles("holder")}
MEMBERS = {"shared": READS["shared"], "personal": MANAGES["personal"]}
OF_TEAMS = {"shared": READS["shared"], "personal": NOBODY}
LEAVES = {"shared": READS["shared"], "personal": READS["personal"] - {"holder"}}
HANDS_OVER = {"shared": MANAGES["shared"], "personal": NOBODY}
HOLDS = {"shared": NOBODY, "personal": MANAGES["personal"]}
LOCKED_OUT = {"shared": _roles("removed member", "member from tomorrow", "colleague"), "personal": NOBODY}

_message = ("message", "message_body", "message_printed", "message_source", "message_unread", "conversation", "team")
_files = ("attachment", "attachments", "picture", "preview", "packed_file", "packed_files")
_sendings = ("sendings", "sendings_seen", "sending_undo", "sending_replan", "sending_state", "delivery_seen")
_rules = ("rules", "rules_apply", "rules_applied", "rules_halt", "rule", "rule_act")
_transfers = ("transfers", "transfer_state", "transfer_file", "transfer_report", "export_box", "import_mail")
_transfer_acts = ("import_begin", "import_piece", "transfer_stop", "transfer_forget", "transfer_go_on")
_OF_BOXES: list[tuple[dict[str, Roles], tuple[str, ...]]] = [
    (READS, ("counts", "folder", *_message, *_files, "search", "search_excerpts", "box_settings")),
    (READS, ("labels", "label", "deliveries", "alerts", "display", "papers")),
    (WRITES, ("receipt", "invitation", "folder_act", "folder_empty", "message_move", "compose", *_sendings)),
    (WRITES, ("shelves", "shelf", "shelf_delete", *_rules, "label_remove", "paper", "paper_remove")),
    (MANAGES, ("absence", "absence_back", *_transfers, *_transfer_acts, "members_many", "members_model")),
    (MANAGES, ("members_export", "member", "member_end", "invitation_withdraw")),
    (MEMBERS, ("members", "delegation")),
    (OF_TEAMS, ("box_contacts",)),
    (LEAVES, ("leave_box",)),
    (HOLDS, ("delegates_acts",)),
    (HANDS_OVER, ("member_hand_over",)),
    (LOCKED_OUT, ("locked_box", "ask_access")),
]
OF_BOXES = {name: roles for roles, names in _OF_BOXES for name in names}

_own = ("unread_of_boxes", "second_factor_welcome", "account_reauthenticate", "lock", "devices", "end_device")
_own_security = ("end_other_devices", "accesses", "link", "refuse_link", "unlink", "long_leave", "end_long_leave")
_mfa = ("index", "add_webauthn", "activate_totp", "deactivate_totp", "view_recovery_codes", "generate_recovery_codes")
_sign_up = ("identification", "profile", "number_check", "profile_draft", "waiting", "tracker_answer", "terms")
_profile = ("my_profile", "withdraw_change", "account_change_password", "account_set_password", "change_address")
_data = ("confirm_address", "my_data", "my_data_archive", "close_account", "new_terms", "ask_back", "my_rights")
_asking = ("ask_shared_box", "shared_structures", "shared_address", "shared_requests")
_book = ("star", "add_contact", "drop_contact", "put_back_contact", "open_group")
_account = ("application", "accept", "refuse", "ask", "write", "suspend", "reactivate", "close")
_silence = ("keep_account", "note_leave", "end_leave")
_box_request = ("box_request", "accept_box", "refuse_box", "ask_about_box")
_structure = ("structure", "structure_use", "ask_domain", "appoint_administrator")
_shared = ("structure_box", "suspend_shared", "reactivate_shared", "close_shared", "keep_shared", "hand_over_shared")
_OF_OTHERS: list[tuple[Roles, tuple[str, ...]]] = [
    (ALL, (*_own, *_own_security, *(f"mfa_{name}" for name in _mfa), *_sign_up, *_profile, *_data, *_asking, *_book)),
    (VALIDATED, ("all_inboxes", "search_all")),
    (ALL - {"applicant"}, ("directory", "recipients", "directory_card", "directory_vcard", "contacts")),
    (_roles("colleague"), ("shared_request", "withdraw_shared_request")),
    (DESKS, ("queue", "queue_asked", "queue_decided", "queue_boxes", "silent_accounts")),
    (DESKS, ("structures", "structures_export", "traces", "traces_export")),
    (REGIONS, ("region_contacts", "notices", "new_notice", "agenda", "agenda_close")),
    (REGIONS, ("structures_many", "structures_model", "administrators")),
    (REGION, ("region_contacts_of", *_account, *_silence, "dismiss_administrator", "change", "accept_change")),
    (REGION, ("refuse_change", "notice", "end_notice")),
    (STRUCTURE, (*_box_request, *_structure, *_shared)),
    (PLATFORM, ("portals", "new_portal", "domains", "add_domain", "settings_in_force", "imports")),
    (PLATFORM, ("publication", "publication_all_again", "publication_again", "refuse_domain")),
    (PLATFORM, ("portal", "close_portal", "reopen_portal")),
    # Of objects that nobody here has.
    (NOBODY, ("mfa_edit_webauthn", "mfa_remove_webauthn", "agenda_reopen", "agenda_appointment", "dismiss_region")),
    (NOBODY, ("withdraw_domain", "accept_domain")),
    (_roles("stranger"), ("group", "rename_group", "part_group", "disband_group")),
]
OF_OTHERS = {name: roles for roles, names in _OF_OTHERS for name in names}
