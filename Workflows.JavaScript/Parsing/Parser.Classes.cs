namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private ClassStmt ParseClassDeclaration()
    {
        var position = _token.Start;
        var body = ParseClass(true);
        var variable = DeclareLexical(body.Name!, VariableKind.Class, position);
        variable.ReadyAt = body.End;
        var name = new Ident(body.Name!) { Position = position, Variable = variable, IsBinding = true };
        return new ClassStmt(body, name) { Position = position };
    }

    private ClassExpr ParseClass(bool needsName)
    {
        var position = _token.Start;
        var strict = _strict;
        _strict = true;
        Enter();
        Next();
        var scope = PushScope(ScopeKind.Class);
        var body = new ClassExpr { Scope = scope, Position = position };
        if (_token.Type is T.Identifier or T.EscapedKeyword)
        {
            var namePosition = _token.Start;
            body.Name = BindingName();
            CheckStrictName(body.Name, namePosition);
            body.Inner = scope.Declare(body.Name, VariableKind.Const);
        }
        else if (needsName)
        {
            throw Unexpected();
        }

        if (Eat(T.Extends))
        {
            body.Heritage = ParseLeftHandSide();
            if (IsArrow(body.Heritage))
            {
                throw Unexpected();
            }
        }

        Expect(T.LeftBrace);
        while (_token.Type != T.RightBrace)
        {
            if (!Eat(T.Semicolon))
            {
                ParseClassMember(body);
            }
        }

        body.End = _token.End;
        if (body.Inner is not null)
        {
            body.Inner.ReadyAt = body.End;
        }

        PopScope();
        _strict = strict;
        Next();
        _depth--;
        return body;
    }

    private void ParseClassMember(ClassExpr body)
    {
        var member = new MemberNode { Position = _token.Start };
        if (IsWord("static") && Peek().Type is not (T.LeftParen or T.Assign or T.Semicolon or T.RightBrace))
        {
            member.Static = true;
            Next();
            member.Position = _token.Start;
            if (_token.Type == T.LeftBrace)
            {
                throw Error("Class static blocks are not supported", _token.Start);
            }
        }

        if (_token.Type == T.Star || (IsWord("async") && Peek() is { NewLineBefore: false } after && IsPropertyStart(after.Type)))
        {
            throw Error("Generators and async methods are not supported", _token.Start);
        }

        var kind = FunctionKind.Method;
        member.Kind = MemberKind.Method;
        if ((IsWord("get") || IsWord("set")) && IsPropertyStart(Peek().Type))
        {
            member.Kind = _token.Text == "get" ? MemberKind.Getter : MemberKind.Setter;
            kind = member.Kind == MemberKind.Getter ? FunctionKind.Getter : FunctionKind.Setter;
            Next();
        }

        ParseMemberName(member);
        var isConstructor = member.Name == "constructor" && !member.Static;
        if (_token.Type != T.LeftParen && kind == FunctionKind.Method)
        {
            ParseField(body, member);
            return;
        }

        if (member.Static && member.Name == "prototype")
        {
            throw Error("Classes may not have a static property named 'prototype'", member.Position);
        }

        if (isConstructor)
        {
            if (kind != FunctionKind.Method)
            {
                throw Error("Class constructor may not be an accessor", member.Position);
            }

            if (body.Constructor is not null)
            {
                throw Error("A class may only have one constructor", member.Position);
            }

            body.Constructor = ParseMethod(body.Heritage is null ? FunctionKind.Constructor : FunctionKind.DerivedConstructor, member.Position, null);
            return;
        }

        member.Function = ParseMethod(kind, member.Position, member.Name);
        body.Members.Add(member);
    }

    /// <summary>A public field; its initialiser runs like a method of the new object.</summary>
    private void ParseField(ClassExpr body, MemberNode member)
    {
        if (member.Name == "constructor" || (member.Static && member.Name == "prototype"))
        {
            throw Error($"Classes may not have a field named '{member.Name}'", member.Position);
        }

        member.Kind = MemberKind.Field;
        if (Eat(T.Assign))
        {
            var info = new FunctionInfo { Kind = FunctionKind.FieldInitializer, Start = member.Position, Text = _text };
            var saved = Push(info, new Scope(ScopeKind.Function, _scope, info));
            _context.SuperProperty = true;
            _context.NewTarget = true;
            _context.NoArguments = true;
            info.Strict = true;
            info.ExpressionBody = ParseAssignment();
            if (member.Name is { } name)
            {
                NameFunction(name, info.ExpressionBody);
            }

            info.End = _lastEnd;
            _scope.Close();
            Pop(saved, false);
            member.Function = info;
        }

        Semicolon();
        body.Members.Add(member);
    }
}
