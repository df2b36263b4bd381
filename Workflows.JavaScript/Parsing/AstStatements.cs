namespace Workflows.JavaScript.Parsing;

internal abstract class Stmt : Node;

internal sealed class EmptyStmt : Stmt;

internal sealed class ExprStmt(Expr value) : Stmt
{
    public readonly Expr Value = value;
}

internal enum DeclarationKind
{
    Var,
    Let,
    Const,
}

internal sealed class DeclarationStmt(DeclarationKind kind, List<(Expr Target, Expr? Value)> items) : Stmt
{
    public readonly DeclarationKind Kind = kind;
    public readonly List<(Expr Target, Expr? Value)> Items = items;
}

internal sealed class FunctionStmt(FunctionInfo info, Ident name) : Stmt
{
    public readonly FunctionInfo Info = info;
    public readonly Ident Name = name;

    /// <summary>The function-wide variable that a sloppy block function also fills (Annex B.3.3), if any.</summary>
    public Ident? Outer;
}

internal sealed class ClassStmt(ClassExpr body, Ident name) : Stmt
{
    public readonly ClassExpr Body = body;
    public readonly Ident Name = name;
}

internal sealed class BlockStmt(List<Stmt> body, Scope scope) : Stmt
{
    public readonly List<Stmt> Body = body;
    public readonly Scope Scope = scope;
}

internal sealed class IfStmt(Expr test, Stmt then, Stmt? otherwise) : Stmt
{
    public readonly Expr Test = test;
    public readonly Stmt Then = then;
    public readonly Stmt? Otherwise = otherwise;
}

internal sealed class ForStmt(Stmt? init, Expr? test, Expr? update, Stmt body, Scope scope) : Stmt
{
    public readonly Stmt? Init = init;
    public readonly Expr? Test = test;
    public readonly Expr? Update = update;
    public readonly Stmt Body = body;
    public readonly Scope Scope = scope;
}

internal sealed class ForEachStmt(bool isOf, DeclarationKind? kind, Expr target, Expr subject, Stmt body, Scope scope) : Stmt
{
    public readonly bool IsOf = isOf;
    public readonly DeclarationKind? Kind = kind;
    public readonly Expr Target = target;
    public readonly Expr Subject = subject;
    public readonly Stmt Body = body;
    public readonly Scope Scope = scope;
    public Expr? VarInitializer;
}

internal sealed class WhileStmt(Expr test, Stmt body, bool testFirst) : Stmt
{
    public readonly Expr Test = test;
    public readonly Stmt Body = body;
    public readonly bool TestFirst = testFirst;
}

internal sealed class JumpStmt(bool isBreak, string? label) : Stmt
{
    public readonly bool IsBreak = isBreak;
    public readonly string? Label = label;
}

internal sealed class ReturnStmt(Expr? value) : Stmt
{
    public readonly Expr? Value = value;
}

internal sealed class ThrowStmt(Expr value) : Stmt
{
    public readonly Expr Value = value;
}

internal sealed class TryStmt(BlockStmt body, Expr? parameter, BlockStmt? handler, BlockStmt? final) : Stmt
{
    public readonly BlockStmt Body = body;
    public readonly Expr? Parameter = parameter;
    public readonly BlockStmt? Handler = handler;
    public readonly BlockStmt? Final = final;
}

internal sealed class SwitchStmt(Expr value, List<(Expr? Test, List<Stmt> Body)> cases, Scope scope) : Stmt
{
    public readonly Expr Value = value;
    public readonly List<(Expr? Test, List<Stmt> Body)> Cases = cases;
    public readonly Scope Scope = scope;
}

internal sealed class LabeledStmt(string label, Stmt body) : Stmt
{
    public readonly string Label = label;
    public readonly Stmt Body = body;
}
