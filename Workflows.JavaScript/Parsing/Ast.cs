namespace Workflows.JavaScript.Parsing;

internal abstract class Node
{
    public int Position;
}

internal abstract class Expr : Node
{
    public bool Parenthesized;
}

internal sealed class Literal(JsValue value) : Expr
{
    public readonly JsValue Value = value;
}

/// <summary>A name in the text. After its scope closed, <see cref="Variable"/> is set, or null for a global.</summary>
internal sealed class Ident(string name) : Expr
{
    public readonly string Name = name;
    public Variable? Variable;
    public bool Crossed;
    public bool IsBinding;
    public bool CheckTdz;
}

/// <summary>The variable is set only where this can be uninitialised: in derived constructors.</summary>
internal sealed class ThisExpr(Ident binding) : Expr
{
    public readonly Ident Binding = binding;
}

internal sealed class SuperExpr : Expr;

internal sealed class NewTargetExpr : Expr;

internal sealed class TemplateExpr(List<TemplatePart> parts, List<Expr> values) : Expr
{
    public readonly List<TemplatePart> Parts = parts;
    public readonly List<Expr> Values = values;
}

internal sealed record TemplatePart(string? Cooked, string Raw);

internal sealed class TaggedTemplate(Expr tag, TemplateExpr template) : Expr
{
    public readonly Expr Tag = tag;
    public readonly TemplateExpr Template = template;
}

internal sealed class RegexExpr(string pattern, string flags) : Expr
{
    public readonly string Pattern = pattern;
    public readonly string Flags = flags;
}

internal sealed class ArrayExpr(List<Expr?> items) : Expr
{
    public readonly List<Expr?> Items = items;
    public bool CommaAfterSpread;
}

internal sealed class SpreadExpr(Expr value) : Expr
{
    public readonly Expr Value = value;
}

internal enum MemberKind
{
    Value,
    Method,
    Getter,
    Setter,
    Spread,
    Field,
    StaticBlock,
}

/// <summary>A member of an object literal or a class. The name is a string, or an expression for a computed one.</summary>
internal sealed class MemberNode : Node
{
    public MemberKind Kind;
    public string? Name;
    public Expr? Computed;
    public Expr? Value;
    public FunctionInfo? Function;
    public bool Static;
    public bool Shorthand;

    /// <summary>The default of a shorthand, legal only when the literal turns out to be a pattern.</summary>
    public Expr? CoverDefault;
    public bool IsProto;
}

internal sealed class ObjectExpr(List<MemberNode> members) : Expr
{
    public readonly List<MemberNode> Members = members;
}

internal sealed class FunctionExpr(FunctionInfo info) : Expr
{
    public readonly FunctionInfo Info = info;
}

internal sealed class ClassExpr : Expr
{
    public string? Name;
    public Variable? Inner;
    public Expr? Heritage;
    public FunctionInfo? Constructor;
    public List<MemberNode> Members = [];
    public required Scope Scope;
    public int End;
}

internal sealed class UnaryExpr(T op, Expr operand) : Expr
{
    public readonly T Op = op;
    public readonly Expr Operand = operand;
}

internal sealed class UpdateExpr(Expr target, double delta, bool prefix) : Expr
{
    public readonly Expr Target = target;
    public readonly double Delta = delta;
    public readonly bool Prefix = prefix;
}

internal sealed class BinaryExpr(T op, Expr left, Expr right) : Expr
{
    public readonly T Op = op;
    public readonly Expr Left = left;
    public readonly Expr Right = right;
}

internal sealed class AssignExpr(T op, Expr target, Expr value) : Expr
{
    public readonly T Op = op;
    public readonly Expr Target = target;
    public readonly Expr Value = value;
}

internal sealed class ConditionalExpr(Expr test, Expr then, Expr otherwise) : Expr
{
    public readonly Expr Test = test;
    public readonly Expr Then = then;
    public readonly Expr Otherwise = otherwise;
}

internal sealed class CallExpr(Expr callee, List<Expr> arguments, bool optional) : Expr
{
    public readonly Expr Callee = callee;
    public readonly List<Expr> Arguments = arguments;
    public readonly bool Optional = optional;

    /// <summary>The this binding a super call fills.</summary>
    public Ident? This;
}

internal sealed class NewExpr(Expr callee, List<Expr> arguments) : Expr
{
    public readonly Expr Callee = callee;
    public readonly List<Expr> Arguments = arguments;
}

internal sealed class MemberExpr(Expr target, string? name, Expr? index, bool optional) : Expr
{
    public readonly Expr Target = target;
    public readonly string? Name = name;
    public readonly Expr? Index = index;
    public readonly bool Optional = optional;
    public Ident? This;
}

/// <summary>The extent of an optional chain: a nullish link ends all of it.</summary>
internal sealed class ChainExpr(Expr body) : Expr
{
    public readonly Expr Body = body;
}

internal sealed class SequenceExpr(List<Expr> items) : Expr
{
    public readonly List<Expr> Items = items;
}

internal sealed class PatternElement
{
    public Expr? Target;
    public Expr? Default;
    public bool Rest;
    public string? Name;
    public Expr? Computed;
}

internal sealed class ArrayPattern(List<PatternElement> elements) : Expr
{
    public readonly List<PatternElement> Elements = elements;
}

internal sealed class ObjectPattern(List<PatternElement> elements) : Expr
{
    public readonly List<PatternElement> Elements = elements;
}
