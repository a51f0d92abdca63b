"""The words that the standards themselves define, so that one that they do not is found."""

from __future__ import annotations

from typing import Final

from interlingua.rdf.namespaces import OWL, RDF, RDFS, SH, SKOS, XSD


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


WORDS: Final[dict[str, frozenset[str]]] = {
    RDF: words(
        """type Property Statement subject predicate object Bag Seq Alt List first rest nil value XMLLiteral HTML
        JSON langString dirLangString PlainLiteral CompoundLiteral language direction reifies li ID about resource
        Description RDF parseType datatype nodeID"""
    ),
    RDFS: words(
        """Resource Class Literal Datatype subClassOf subPropertyOf domain range label comment Container
        ContainerMembershipProperty member seeAlso isDefinedBy Proposition"""
    ),
    OWL: words(
        """AllDifferent AllDisjointClasses AllDisjointProperties Annotation AnnotationProperty AsymmetricProperty
        Axiom Class DataRange DatatypeProperty DeprecatedClass DeprecatedProperty FunctionalProperty
        InverseFunctionalProperty IrreflexiveProperty NamedIndividual NegativePropertyAssertion Nothing
        ObjectProperty Ontology OntologyProperty ReflexiveProperty Restriction SymmetricProperty
        TransitiveProperty Thing allValuesFrom annotatedProperty annotatedSource annotatedTarget
        assertionProperty backwardCompatibleWith bottomDataProperty bottomObjectProperty cardinality complementOf
        datatypeComplementOf deprecated differentFrom disjointUnionOf disjointWith distinctMembers
        equivalentClass equivalentProperty hasKey hasSelf hasValue imports incompatibleWith intersectionOf
        inverseOf maxCardinality maxQualifiedCardinality members minCardinality minQualifiedCardinality onClass
        onDataRange onDatatype onProperties onProperty oneOf priorVersion propertyChainAxiom
        propertyDisjointWith qualifiedCardinality sameAs someValuesFrom sourceIndividual targetIndividual
        targetValue topDataProperty topObjectProperty unionOf versionIRI versionInfo withRestrictions real
        rational"""
    ),
    SKOS: words(
        """Concept ConceptScheme Collection OrderedCollection altLabel broadMatch broader broaderTransitive
        changeNote closeMatch definition editorialNote exactMatch example hasTopConcept hiddenLabel historyNote
        inScheme mappingRelation member memberList narrowMatch narrower narrowerTransitive notation note
        prefLabel related relatedMatch scopeNote semanticRelation topConceptOf"""
    ),
    XSD: words(
        """string boolean decimal float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth
        hexBinary base64Binary anyURI QName NOTATION normalizedString token language NMTOKEN NMTOKENS Name NCName
        ID IDREF IDREFS ENTITY ENTITIES integer nonPositiveInteger negativeInteger long int short byte
        nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte positiveInteger yearMonthDuration
        dayTimeDuration dateTimeStamp anyType anySimpleType anyAtomicType length minLength maxLength pattern
        minInclusive maxInclusive minExclusive maxExclusive totalDigits fractionDigits"""
    ),
}
"""Namespace to its names. SHACL is left to the rule on valid shapes (S02)."""

LINKS: Final = frozenset(
    (
        *(RDFS + name for name in ("domain", "range", "subClassOf", "subPropertyOf", "isDefinedBy")),
        *(
            OWL + name
            for name in ("inverseOf", "imports", "disjointWith", "equivalentClass", "equivalentProperty")
        ),
        *(
            SKOS + name
            for name in ("broader", "narrower", "related", "inScheme", "hasTopConcept", "topConceptOf")
        ),
        *(SH + name for name in ("path", "class", "targetClass", "datatype", "property", "node")),
    )
)
"""Predicates whose value is a thing; a text there links to nothing."""

NAMES_A_TERM: Final = frozenset(
    (
        *(RDFS + name for name in ("domain", "range", "subClassOf", "subPropertyOf")),
        *(OWL + name for name in ("inverseOf", "disjointWith", "equivalentClass", "equivalentProperty")),
        *(
            SKOS + name
            for name in ("broader", "narrower", "related", "inScheme", "hasTopConcept", "topConceptOf")
        ),
        *(SH + name for name in ("path", "class", "targetClass")),
    )
)
"""Predicates whose value is a term, whatever its namespace."""
