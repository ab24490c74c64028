"""The grammar of SPARQL 1.1 queries as data.

The productions of https://www.w3.org/TR/sparql11-query/#sparqlGrammar, with its names and in its order. They are LL(1):
one token decides. ``'x'`` is a mark, a word in capitals a keyword or a kind of call, ``@x`` a kind of token of
``kg.query.tokens``, any other word a production; an indented line goes on. ``()`` and ``[]`` are a list and a property
list without content.
"""

from __future__ import annotations

from typing import Final

PRODUCTIONS: Final = r"""
Query = Prologue ( SelectQuery | ConstructQuery | DescribeQuery | AskQuery ) ValuesClause END
Prologue = ( BASE @iri | PREFIX @prefix @iri )*
SelectQuery = SelectClause DatasetClause* WhereClause SolutionModifier
SubSelect = SelectClause WhereClause SolutionModifier ValuesClause
SelectClause = SELECT ( DISTINCT | REDUCED )? ( SelectItem+ | '*' )
SelectItem = @variable | '(' Expression AS @variable ')'
ConstructQuery = CONSTRUCT ( ConstructTemplate DatasetClause* WhereClause SolutionModifier | DatasetClause*
    WHERE '{' TriplesTemplate? '}' SolutionModifier )
DescribeQuery = DESCRIBE ( VarOrIri+ | '*' ) DatasetClause* WhereClause? SolutionModifier
AskQuery = ASK DatasetClause* WhereClause SolutionModifier
DatasetClause = FROM ( iri | NAMED iri )
WhereClause = WHERE? GroupGraphPattern
SolutionModifier = GroupClause? HavingClause? OrderClause? LimitOffsetClauses?
GroupClause = GROUP BY GroupCondition+
GroupCondition = BuiltInCall | FunctionCall | '(' Expression ( AS @variable )? ')' | @variable
HavingClause = HAVING Constraint+
OrderClause = ORDER BY OrderCondition+
OrderCondition = ( ASC | DESC ) BrackettedExpression | Constraint | @variable
LimitOffsetClauses = LimitClause OffsetClause? | OffsetClause LimitClause?
LimitClause = LIMIT @integer
OffsetClause = OFFSET @integer
ValuesClause = ( VALUES DataBlock )?
TriplesTemplate = TriplesSameSubject ( '.' TriplesTemplate? )?
GroupGraphPattern = '{' ( SubSelect | GroupGraphPatternSub ) '}'
GroupGraphPatternSub = TriplesBlock? ( GraphPatternNotTriples '.'? TriplesBlock? )*
TriplesBlock = TriplesSameSubjectPath ( '.' TriplesBlock? )?
GraphPatternNotTriples = GroupOrUnionGraphPattern | OptionalGraphPattern | MinusGraphPattern | GraphGraphPattern
    | ServiceGraphPattern | Filter | Bind | InlineData
OptionalGraphPattern = OPTIONAL GroupGraphPattern
GraphGraphPattern = GRAPH VarOrIri GroupGraphPattern
ServiceGraphPattern = SERVICE SILENT? VarOrIri GroupGraphPattern
Bind = BIND '(' Expression AS @variable ')'
InlineData = VALUES DataBlock
DataBlock = @variable '{' DataBlockValue* '}' | '(' @variable* ')' '{' ( '(' DataBlockValue* ')' )* '}'
DataBlockValue = iri | RDFLiteral | NumericLiteral | BooleanLiteral | UNDEF
MinusGraphPattern = MINUS GroupGraphPattern
GroupOrUnionGraphPattern = GroupGraphPattern ( UNION GroupGraphPattern )*
Filter = FILTER Constraint
Constraint = BrackettedExpression | BuiltInCall | FunctionCall
FunctionCall = iri ArgList
ArgList = '(' ( DISTINCT? Expression ( ',' Expression )* )? ')'
ExpressionList = '(' ( Expression ( ',' Expression )* )? ')'
ConstructTemplate = '{' ConstructTriples? '}'
ConstructTriples = TriplesSameSubject ( '.' ConstructTriples? )?
TriplesSameSubject = VarOrTerm PropertyListNotEmpty | TriplesNode PropertyList
PropertyList = PropertyListNotEmpty?
PropertyListNotEmpty = Verb ObjectList ( ';' ( Verb ObjectList )? )*
Verb = VarOrIri | A
ObjectList = GraphNode ( ',' GraphNode )*
TriplesSameSubjectPath = VarOrTerm PropertyListPathNotEmpty | TriplesNodePath PropertyListPath
PropertyListPath = PropertyListPathNotEmpty?
PropertyListPathNotEmpty = VerbPathOrSimple ObjectListPath ( ';' ( VerbPathOrSimple ObjectListPath )? )*
VerbPathOrSimple = Path | @variable
ObjectListPath = GraphNodePath ( ',' GraphNodePath )*
Path = PathSequence ( '|' PathSequence )*
PathSequence = PathEltOrInverse ( '/' PathEltOrInverse )*
PathEltOrInverse = '^'? PathPrimary ( '?' | '*' | '+' )?
PathPrimary = iri | A | '!' PathNegatedPropertySet | '(' Path ')'
PathNegatedPropertySet = PathOneInPropertySet | '(' ( PathOneInPropertySet ( '|' PathOneInPropertySet )* )? ')'
PathOneInPropertySet = '^'? ( iri | A )
TriplesNode = '(' GraphNode* ')' | '[' PropertyListNotEmpty? ']'
TriplesNodePath = '(' GraphNodePath* ')' | '[' PropertyListPathNotEmpty? ']'
GraphNode = VarOrTerm | TriplesNode
GraphNodePath = VarOrTerm | TriplesNodePath
VarOrTerm = @variable | iri | RDFLiteral | NumericLiteral | BooleanLiteral | @blank
VarOrIri = @variable | iri
Expression = ConditionalAndExpression ( '||' ConditionalAndExpression )*
ConditionalAndExpression = RelationalExpression ( '&&' RelationalExpression )*
RelationalExpression = AdditiveExpression ( ( '=' | '!=' | '<' | '>' | '<=' | '>=' ) AdditiveExpression | NOT?
    IN ExpressionList )?
AdditiveExpression = MultiplicativeExpression ( ( '+' | '-' ) MultiplicativeExpression )*
MultiplicativeExpression = UnaryExpression ( ( '*' | '/' ) UnaryExpression )*
UnaryExpression = ( '!' | '+' | '-' )? PrimaryExpression
PrimaryExpression = BrackettedExpression | BuiltInCall | iri ArgList? | RDFLiteral | number | BooleanLiteral |
    @variable
BrackettedExpression = '(' Expression ')'
BuiltInCall = Aggregate | FUNCTION ExpressionList | BOUND '(' @variable ')' | EXISTS GroupGraphPattern | NOT
    EXISTS GroupGraphPattern
Aggregate = COUNT '(' DISTINCT? ( '*' | Expression ) ')' | AGGREGATE '(' DISTINCT? Expression ')' | GROUP_CONCAT
    '(' DISTINCT? Expression ( ';' SEPARATOR '=' @string )? ')'
RDFLiteral = @string ( @language | '^^' iri )?
NumericLiteral = ( '+' | '-' )? number
BooleanLiteral = TRUE | FALSE
iri = @iri | @curie | @prefix
number = @integer | @number
"""

# Productions 121 and 127: what FUNCTION and AGGREGATE stand for.
FUNCTIONS: Final = frozenset(
    """
    STR LANG LANGMATCHES DATATYPE IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI
    CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID
    MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX
    SUBSTR REPLACE
    """.split()  # noqa: SIM905 - sixty words in a row are easier to compare with the specification
)
AGGREGATES: Final = frozenset({"SUM", "MIN", "MAX", "AVG", "SAMPLE"})
