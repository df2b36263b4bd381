using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Workflows.CSharp.Compilation;

/// <summary>
/// Puts a call of <see cref="ScriptGuard"/> into every loop and function of a script, so that an endless loop, an endless recursion
/// and a greedy loop end with an error of that script. Lines stay where they are.
/// </summary>
internal sealed class LoopGuards : CSharpSyntaxRewriter
{
    private readonly SemanticModel _model;

    private LoopGuards(SemanticModel model) => _model = model;

    /// <summary>The same compilation with the guards in its one tree.</summary>
    public static CSharpCompilation Insert(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        var root = tree.GetRoot();
        var guarded = new LoopGuards(compilation.GetSemanticModel(tree)).Visit(root);
        return ReferenceEquals(root, guarded) ? compilation : compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(guarded, tree.Options));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return visited.WithStatement(Guarded(visited.Statement));
    }

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return visited.WithStatement(Guarded(visited.Statement));
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.WithStatement(Guarded(visited.Statement));
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return visited.WithStatement(Guarded(visited.Statement));
    }

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        var visited = (ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!;
        return visited.WithStatement(Guarded(visited.Statement));
    }

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Guarded((StatementSyntax)base.VisitGotoStatement(node)!);

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return visited.ExpressionBody is { } body
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BodyOf(_model.GetDeclaredSymbol(node) as IMethodSymbol, body.Expression))
            : visited.Body is { } block ? visited.WithBody(Guarded(block)) : visited;
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return visited.ExpressionBody is { } body
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BodyOf(_model.GetDeclaredSymbol(node), body.Expression))
            : visited.Body is { } block ? visited.WithBody(Guarded(block)) : visited;
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var visited = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        return visited.Body is { } block ? visited.WithBody(Guarded(block)) : visited;
    }

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        var visited = (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!;
        return visited.ExpressionBody is { } body
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BodyOf(_model.GetDeclaredSymbol(node), body.Expression))
            : visited.Body is { } block ? visited.WithBody(Guarded(block)) : visited;
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var visited = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return visited.ExpressionBody is { } body && body.Expression is not (ThrowExpressionSyntax or RefExpressionSyntax)
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(AccessorList(SingletonList(
                AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, Block(Guard(), Return(body.Expression))))))
            : visited;
    }

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        Lambda(node, (LambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!);

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        Lambda(node, (LambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!);

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        var visited = (AnonymousMethodExpressionSyntax)base.VisitAnonymousMethodExpression(node)!;
        return visited.WithBody(Guarded(visited.Block));
    }

    private LambdaExpressionSyntax Lambda(LambdaExpressionSyntax node, LambdaExpressionSyntax visited)
    {
        if (visited.Block is { } block)
        {
            return visited.WithBlock(Guarded(block));
        }

        // An expression tree has no statements; it is data, and what compiles it later is not seen here.
        return _model.GetTypeInfo(node).ConvertedType is { TypeKind: TypeKind.Delegate }
            && _model.GetSymbolInfo(node).Symbol is IMethodSymbol method && visited.ExpressionBody is not (null or ThrowExpressionSyntax or RefExpressionSyntax)
            ? visited.WithExpressionBody(null).WithBlock(BodyOf(method, visited.ExpressionBody))
            : visited;
    }

    private static BlockSyntax BodyOf(IMethodSymbol? method, ExpressionSyntax expression)
    {
        var returns = method is { ReturnsVoid: false }
            && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        return expression is ThrowExpressionSyntax thrown
            ? Block(Guard(), ThrowStatement(Token(SyntaxKind.ThrowKeyword).WithTrailingTrivia(Space), thrown.Expression, Token(SyntaxKind.SemicolonToken)))
            : Block(Guard(), returns ? Return(expression) : ExpressionStatement(expression));
    }

    private static ReturnStatementSyntax Return(ExpressionSyntax expression) =>
        ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), expression, Token(SyntaxKind.SemicolonToken));

    private static BlockSyntax Guarded(StatementSyntax statement) =>
        statement is BlockSyntax block ? Guarded(block) : Block(Guard(), statement);

    private static BlockSyntax Guarded(BlockSyntax block) => block.WithStatements(block.Statements.Insert(0, Guard()));

    private static StatementSyntax Guard() => ParseStatement($"global::{typeof(ScriptGuard).FullName}.{nameof(ScriptGuard.Check)}();");
}
