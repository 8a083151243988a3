"""Which rule is asked about which part of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.kinds.message_template.rules import authentication as auth
from wa_sync.kinds.message_template.rules import (
    body,
    buttons,
    carousel,
    commerce,
    examples,
    flow,
    footer,
    header,
    labels,
    library,
    links,
    offer,
    otp,
    raw,
    settings,
    template,
    together,
    variables,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.kinds.message_template.spec import Button, Component, Parts, Template
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Declared


Found: TypeAlias = "Iterator[Finding]"
TemplateRule: TypeAlias = "Callable[[Template], Found]"
ComponentRule: TypeAlias = "Callable[[Template, Component], Found]"
ButtonRule: TypeAlias = "Callable[[Template, Button], Found]"
CardRule: TypeAlias = "Callable[[Template, Parts], Found]"
TogetherRule: TypeAlias = (
    "Callable[[Sequence[Declared]], Iterator[tuple[Declared, Finding]]]"
)


# about every template
ALWAYS: tuple[TemplateRule, ...] = (
    template.text_control_character,
    template.text_looks_null,
    raw.raw_known_field,
)
"""About all templates, however plain they look."""
TEMPLATE: tuple[TemplateRule, ...] = (
    *ALWAYS,
    template.components_missing,
    template.name_malformed,
    template.name_reserved,
    template.name_too_long,
    template.language_unknown,
    template.category_retired,
    template.category_unknown,
    template.body_missing,
    template.component_duplicate,
)
AUTHENTICATION: tuple[TemplateRule, ...] = (auth.auth_buttons,)

# about templates that have a setting
SETTING: dict[str, tuple[TemplateRule, ...]] = {
    "message_send_ttl_seconds": (settings.ttl_out_of_range,),
    "sub_category": (
        settings.sub_category_by_meta,
        settings.sub_category_misfit,
        settings.sub_category_unknown,
    ),
    "display_format": (settings.display_format_unknown,),
    "bid_spec": (settings.bid_category,),
    "raw": (raw.raw_order,),
    "degrees_of_freedom_spec": (
        settings.creative_category,
        settings.creative_feature_unknown,
    ),
    "library_template_name": (
        library.library_category,
        library.library_components_given,
    ),
    "library_template_body_inputs": (library.library_expiration_out_of_range,),
    "library_template_button_inputs": (
        library.library_base_url_variable,
        library.library_input_type_unknown,
    ),
}
LIBRARY_INPUTS: tuple[TemplateRule, ...] = (
    library.library_input_unreadable,
    library.library_name_missing,
)

# about components, by type
COMPONENT: dict[str, tuple[ComponentRule, ...]] = {
    "HEADER": (
        header.header_format_unknown,
        header.header_text_missing,
        header.header_text_unexpected,
        header.header_too_long,
        header.header_markup,
        header.header_emoji,
        variables.variable_braces,
    ),
    "BODY": (
        body.body_text_missing,
        body.body_recommendation_field,
        body.body_too_long,
        body.body_newlines,
        body.body_too_many_emojis,
        variables.variable_braces,
    ),
    "FOOTER": (
        footer.footer_text_missing,
        footer.footer_expiration_field,
        footer.footer_too_long,
        footer.footer_variable,
        footer.footer_newline,
        footer.footer_emoji,
    ),
    "BUTTONS": (
        buttons.buttons_missing,
        buttons.buttons_too_many,
        buttons.buttons_too_many_of_type,
        buttons.quick_replies_scattered,
        buttons.button_not_alone,
        buttons.button_text_duplicate,
    ),
    "LIMITED_TIME_OFFER": (
        offer.offer_category,
        offer.offer_text_missing,
        offer.offer_text_too_long,
        offer.offer_header,
        offer.offer_footer,
        offer.offer_code_not_first,
        offer.offer_url_missing,
    ),
    "CAROUSEL": (
        carousel.carousel_category,
        carousel.carousel_beside,
        carousel.cards_count,
        carousel.cards_differ_components,
        carousel.cards_differ_header,
        carousel.cards_differ_buttons,
    ),
    "CALL_PERMISSION_REQUEST": (),
}
UNKNOWN_COMPONENT: tuple[ComponentRule, ...] = (template.component_type_unknown,)
NOT_TEXT_HEADER: tuple[ComponentRule, ...] = (
    header.header_sample_missing,
    header.header_asset_unsuited,
    header.header_handle_is_url,
    header.header_product_alone,
    header.header_gif_category,
)
AUTH_COMPONENT: dict[str, tuple[ComponentRule, ...]] = {
    "BODY": (auth.auth_body_text,),
    "FOOTER": (
        auth.auth_footer_text,
        auth.auth_expiration_missing,
        auth.auth_expiration_out_of_range,
    ),
    "BUTTONS": (),
}
AUTH_OTHER_COMPONENT: tuple[ComponentRule, ...] = (auth.auth_component,)

# about headers and bodies that have variables
VARIABLES: tuple[ComponentRule, ...] = (
    variables.variable_malformed,
    variables.variable_special,
    variables.variable_format,
    variables.variable_gap,
    variables.variable_order,
    variables.variable_repeated,
    variables.variable_name_digits,
    variables.variables_adjacent,
)
EXAMPLES: tuple[ComponentRule, ...] = (
    examples.example_missing,
    examples.example_flat,
    examples.example_count,
    examples.example_names,
    examples.example_empty,
)
HEADER_VARIABLES: tuple[ComponentRule, ...] = (header.header_too_many_variables,)
BODY_VARIABLES: tuple[ComponentRule, ...] = (
    body.body_only_variables,
    variables.variable_at_start,
    variables.variable_at_end,
    body.body_words_per_variable,
)

# about buttons, by type
LABEL: tuple[ButtonRule, ...] = (
    labels.button_text_missing,
    labels.button_text_too_long,
    labels.button_text_malformed,
)
LABELLED = frozenset({"QUICK_REPLY", "URL", "PHONE_NUMBER", "VOICE_CALL", "FLOW"})
BUTTON: dict[str, tuple[ButtonRule, ...]] = {
    "QUICK_REPLY": (),
    "URL": (
        links.url_missing,
        links.url_malformed,
        links.url_own_host,
        links.url_too_long,
        links.url_variable_misplaced,
        links.url_variable_name,
        links.url_example_missing,
    ),
    "PHONE_NUMBER": (
        links.phone_number_missing,
        links.phone_number_invalid,
        links.phone_number_too_long,
    ),
    "COPY_CODE": (
        labels.button_text_fixed,
        links.copy_code_example_missing,
        links.copy_code_too_long,
    ),
    "VOICE_CALL": (links.voice_call_ttl_out_of_range,),
    "FLOW": (
        flow.flow_missing,
        flow.flow_ambiguous,
        flow.flow_json_unreadable,
        flow.flow_screen_unexpected,
    ),
    "CATALOG": (labels.button_text_fixed, commerce.commerce_category),
    "MPM": (
        labels.button_text_fixed,
        commerce.commerce_category,
        commerce.mpm_header,
    ),
    "SPM": (
        labels.button_text_fixed,
        commerce.commerce_category,
        commerce.spm_header,
    ),
    "ORDER_DETAILS": (
        labels.button_text_fixed,
        commerce.order_details_format,
        commerce.order_details_buttons,
    ),
    "REQUEST_CONTACT_INFO": (labels.button_text_fixed,),
    "OTP": (
        labels.button_text_too_long,
        labels.button_text_malformed,
        otp.otp_outside_authentication,
        otp.otp_type_missing,
        otp.otp_type_unknown,
        otp.otp_apps_missing,
        otp.otp_apps_count,
        otp.otp_app_on_button,
        otp.otp_package_name,
        otp.otp_signature_hash,
        otp.otp_terms,
        otp.otp_autofill_too_long,
    ),
}
UNKNOWN_BUTTON: tuple[ButtonRule, ...] = (labels.button_type_unknown,)
# about the inputs for a library template's buttons
INPUT: dict[str, tuple[ButtonRule, ...]] = {
    "OTP": (
        otp.otp_type_unknown,
        otp.otp_apps_count,
        otp.otp_package_name,
        otp.otp_signature_hash,
        otp.otp_terms,
    ),
    "PHONE_NUMBER": (links.phone_number_invalid, links.phone_number_too_long),
}

# about each card of a carousel
CARD: tuple[CardRule, ...] = (
    carousel.card_header,
    carousel.card_component,
    carousel.card_button,
    carousel.card_buttons_count,
)

# about all templates of an account
TOGETHER: tuple[TogetherRule, ...] = (
    together.category_differs,
    together.content_duplicated,
    together.languages_differ,
)
