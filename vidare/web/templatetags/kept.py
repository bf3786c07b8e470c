"""Django's own ``trans`` and ``url``, which keep what they answered: the words of a language, the address of a page.

They are built in to every template, so that a page says nothing of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Node, Parser, Token, Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as plain_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.html import conditional_escape

register = template.Library()
ADDRESSES = 8192


class Said(Node):
    """Words that stand in the template as they are: the same in a language each time."""

    child_nodelists = ()

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.kept: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        language = translation.get_language()
        if language not in self.kept:
            self.kept[language] = self.node.render(context)
        return self.kept[language]


class Address(URLNode):
    def render(self, context: Any) -> str:
        values = [one.resolve(context) for one in self.args]
        if self.asvar or self.kwargs or not all(type(one) in {int, str} for one in values):
            return super().render(context)
        url = _reversed(get_script_prefix(), self.view_name.resolve(context), tuple(values))
        return conditional_escape(url) if context.autoescape else url


@lru_cache(maxsize=ADDRESSES, typed=True)
def _reversed(prefix: str, name: str, args: tuple[int | str, ...]) -> str:
    """``prefix`` is what stands before every address just now: for whom somebody acts (see representatives/acting)."""
    return reverse(name, args=args)


@register.tag("translate")
@register.tag("trans")
def trans(parser: Parser, token: Token) -> Node:
    node: TranslateNode = do_translate(parser, token)
    words = node.filter_expression
    if node.asvar or node.message_context or node.noop or words.filters or not _stands_there(words.var):
        return node
    return Said(node)


def _stands_there(var: Any) -> bool:
    return isinstance(var, str) or isinstance(var, Variable) and isinstance(var.literal, str)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    node = plain_url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
