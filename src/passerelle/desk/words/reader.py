"""What the readers of chips and barcodes may say: results, and why something cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext_noop

RESULTS = frozenset(
    {
        gettext_noop("nobody signed the object"),
        gettext_noop("the object does not hold the certificate of its signer"),
        gettext_noop("its hash is of a kind that is not known here"),
        gettext_noop("its signature or key is of a kind not known here"),
        gettext_noop("the content has not the hash that was signed"),
        gettext_noop("the content is not of the type that was signed"),
        gettext_noop("the chip does not hold the certificate of its signer"),
        gettext_noop("the signer's certificate is absent"),
        gettext_noop(
            "who signed the signer's certificate is not known, so no revocation list speaks about it"
        ),
        gettext_noop(
            "no revocation list of the authority was given: "
            "whether the certificate was withdrawn is not known"
        ),
        gettext_noop("the authority withdrew the signer's certificate"),
        gettext_noop("the certificate is not on the authority's revocation list, which ended on %(day)s"),
        gettext_noop("the certificate is not on the authority's revocation list of %(day)s"),
        gettext_noop("the day of the check lies within the signer's certificate"),
        gettext_noop(
            "the signer's certificate holds from %(first)s to %(last)s, and not on the day of the check"
        ),
        gettext_noop("the list of hashes cannot be read"),
        gettext_noop("the list of hashes cannot be read: %(why)s"),
        gettext_noop("the file has no hash among those that were signed"),
        gettext_noop("the file was not read from the chip"),
        gettext_noop("the file is no data group: %(why)s"),
        gettext_noop("the file has the hash that was signed"),
        gettext_noop("the file has not the hash that was signed"),
        gettext_noop("no imported authority is known to have signed"),
        gettext_noop("one of the two codes is in no list of countries"),
        gettext_noop("the authority is of the State in the zone of the chip"),
        gettext_noop("the authority is of another State than the zone names"),
        gettext_noop("the page and the chip have the same zone"),
        gettext_noop("the page and the chip have different zones"),
    }
)
UNREADABLE = frozenset(
    {
        gettext_noop("there are more files than a chip has"),
        gettext_noop("there must be one EF.SOD among the files"),
        gettext_noop("a data group comes twice"),
        gettext_noop("the file is no data group"),
        gettext_noop("the file holds no machine-readable zone"),
        gettext_noop("the machine-readable zone of the chip has the size of no format"),
        gettext_noop("the signed object holds no hashes of data groups"),
        gettext_noop("the list of hashes is incomplete"),
        gettext_noop("the list of hashes names a data group that is none"),
        gettext_noop("the list of hashes names a data group twice"),
        gettext_noop("a key has no algorithm"),
        gettext_noop("a key is empty"),
        gettext_noop("an RSA key has no two numbers"),
        gettext_noop("an element is no container"),
        gettext_noop("an element has more than %(most)s parts"),
        gettext_noop("an element of another kind was expected"),
        gettext_noop("a bit string has unused bits"),
        gettext_noop("it is larger than %(size)s bytes"),
        gettext_noop("it is nested more than %(most)s deep"),
        gettext_noop("it is cut short"),
        gettext_noop("a length is cut short or larger than anything"),
        gettext_noop("a tag is larger than any"),
        gettext_noop("a plain element has no length"),
        gettext_noop("an object identifier is cut short or longer than any"),
        gettext_noop("a certificate is incomplete"),
        gettext_noop("a certificate has no two days"),
        gettext_noop("a part of a name has no value"),
        gettext_noop("a certificate has a date that is none"),
        gettext_noop("it is no signed object"),
        gettext_noop("the signed object is incomplete"),
        gettext_noop("the signed object has no content"),
        gettext_noop("the signed object holds more than %(most)s certificates"),
        gettext_noop("a signature is incomplete"),
        gettext_noop("a signer has no name"),
        gettext_noop("a text has an odd number of bytes"),
        gettext_noop("a text has a character that no seal holds"),
        gettext_noop("a length is larger than any"),
        gettext_noop("it does not begin as a seal of version 3 or 4 does"),
        gettext_noop("the reference of its certificate has no length"),
        gettext_noop("it names a field twice or has too many"),
        gettext_noop("it is longer than %(size)s characters"),
        gettext_noop("it does not begin as a 2D-Doc of version 2, 3 or 4 does"),
        gettext_noop("its header is cut short"),
        gettext_noop("a date of its header is not four hexadecimal digits"),
        gettext_noop("a field has no identifier, comes twice, or there are too many"),
        gettext_noop("a field is cut short"),
        gettext_noop("its signature is not Base32"),
        gettext_noop("it holds what is no text"),
        gettext_noop("its version is no number"),
        gettext_noop("it is not JSON that can be signed"),
        gettext_noop("its data have no canonical form"),
        gettext_noop("%(part)s is no object"),
        gettext_noop("%(part)s is no text"),
        gettext_noop("%(part)s is not Base64"),
    }
)
