namespace Workflows.JavaScript.Execution;

internal sealed partial class Compiler
{
    /// <summary>Every so many levels of an expression a guard looks after the stack.</summary>
    private const int GuardEvery = 32;

    private Op Compile(Expr expression)
    {
        Deeper();
        var op = CompileCore(expression);
        op.Position = op.Position == 0 ? expression.Position : op.Position;
        return _depth-- % GuardEvery == 0 ? new GuardOp(op) { Position = expression.Position } : op;
    }

    private void Deeper()
    {
        if ((++_depth & 15) == 0)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        }
    }

    private Op[] CompileAll(List<Expr> items)
    {
        var result = new Op[items.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Compile(items[i]);
        }

        return result;
    }

    private Op CompileCore(Expr expression)
    {
        switch (expression)
        {
            case Literal literal:
                return new ConstantValueOp(literal.Value);
            case Ident ident:
                return ident is { Name: "undefined", Variable: null } ? new GlobalOp("undefined", _info.Strict) : Name(ident);
            case ThisExpr self:
                return This(self.Binding);
            case NewTargetExpr:
                return new NewTargetOp();
            case TemplateExpr template:
                return template.Values.Count == 0
                    ? new ConstantValueOp(JsValue.Of(template.Parts[0].Cooked!))
                    : new TemplateOp([.. template.Parts.Select(p => p.Cooked!)], CompileAll(template.Values));
            case TaggedTemplate tagged:
                return new TaggedTemplateOp(Compile(tagged.Tag), CompileAll(tagged.Template.Values), [.. tagged.Template.Parts]);
            case RegexExpr regex:
                return new RegexOp(regex.Pattern, regex.Flags);
            case ArrayExpr array:
                return new ArrayOp([.. array.Items.Select(Optional)], array.Items.Exists(i => i is SpreadExpr));
            case SpreadExpr spread:
                return new SpreadOp(Compile(spread.Value)) { Position = spread.Position };
            case ObjectExpr literal:
                return CompileObject(literal);
            case FunctionExpr function:
                function.Info.Outer = _chain;
                return new FunctionOp(function.Info);
            case ClassExpr body:
                return CompileClass(body);
            case UnaryExpr unary:
                return CompileUnary(unary);
            case UpdateExpr update:
                return CompileUpdate(update);
            case BinaryExpr binary:
                return CompileBinary(binary.Op, Compile(binary.Left), Compile(binary.Right), binary.Position);
            case AssignExpr assign:
                return CompileAssign(assign);
            case ConditionalExpr conditional:
                return new ConditionalOp(Compile(conditional.Test), Compile(conditional.Then), Compile(conditional.Otherwise));
            case CallExpr call:
                return CompileCall(call);
            case NewExpr creation:
                return new NewOp(Compile(creation.Callee), CompileAll(creation.Arguments), creation.Arguments.Exists(a => a is SpreadExpr));
            case MemberExpr member:
                return _inChain > 0 && member.Target is not SuperExpr
                    ? new ChainLinkOp(
                        Compile(member.Target), member.Name is null ? (PropertyKey?)null : PropertyKey.Of(member.Name), member.Index is null ? null : Outside(member.Index), member.Optional)
                    : Place(member);
            case ChainExpr chain:
                _inChain++;
                var links = Compile(chain.Body);
                _inChain--;
                return new ChainOp(links);
            case SequenceExpr sequence:
                return new SequenceOp(CompileAll(sequence.Items));
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} is not an expression.");
        }
    }

    private int _inChain;

    /// <summary>Compiles something inside the brackets of a chain, which is not part of the chain.</summary>
    private Op Outside(Expr expression)
    {
        var saved = _inChain;
        _inChain = 0;
        var op = Compile(expression);
        _inChain = saved;
        return op;
    }

    private Op CompileObject(ObjectExpr literal)
    {
        var plain = literal.Members.TrueForAll(m => m is { Kind: MemberKind.Value, Computed: null, IsProto: false });
        var names = new HashSet<PropertyKey>();
        if (plain && literal.Members.TrueForAll(m => names.Add(PropertyKey.Of(m.Name!))))
        {
            var template = new Property[literal.Members.Count];
            var values = new Op[template.Length];
            for (var i = 0; i < template.Length; i++)
            {
                var key = PropertyKey.Of(literal.Members[i].Name!);
                template[i] = new Property { Key = key.Ref, Hash = key.Hash, Attributes = Attributes.All };
                values[i] = Outside(literal.Members[i].Value!);
            }

            return new PlainObjectOp(template, values);
        }

        return new ObjectOp([.. literal.Members.Select(m =>
        {
            if (m.Function is not null)
            {
                m.Function.Outer = _chain;
            }

            return (m, m.Computed is null ? null : Outside(m.Computed), m.Value is null ? null : Outside(m.Value));
        })]);
    }

    private ClassOp CompileClass(ClassExpr body)
    {
        var scope = EnterScope(body.Scope);
        var constructor = body.Constructor ?? DefaultConstructor(body);
        constructor.Outer = _chain;
        var heritage = Optional(body.Heritage);
        var members = body.Members.Select(m =>
        {
            if (m.Function is not null)
            {
                m.Function.Outer = _chain;
            }

            return (m, Optional(m.Computed));
        }).ToArray();
        var inner = body.Inner is null ? null : Variable(body.Inner, body.Inner.Name, body.Position, false, false);
        var op = new ClassOp(body, heritage, members, inner, scope, constructor) { Position = body.Position };
        LeaveScope(body.Scope);
        return op;
    }

    /// <summary>The constructor a class has when it writes none: a derived one hands its arguments on.</summary>
    private FunctionInfo DefaultConstructor(ClassExpr body)
    {
        var kind = body.Heritage is null ? FunctionKind.Constructor : FunctionKind.DerivedConstructor;
        var info = new FunctionInfo { Kind = kind, Strict = true, Text = _info.Text, Start = body.Position, End = body.End };
        info.Scope = new Scope(ScopeKind.Function, null, info);
        if (kind == FunctionKind.DerivedConstructor)
        {
            var rest = info.Scope.Declare("args", VariableKind.Parameter);
            rest.Slot = 0;
            info.FrameSize = 1;
            info.SimpleParameters = false;
            info.Parameters.Add(new PatternElement { Rest = true, Target = new Ident("args") { Variable = rest, IsBinding = true } });
            var call = new CallExpr(new SuperExpr(), [new SpreadExpr(new Ident("args") { Variable = rest })], false)
            {
                Position = body.Position,
                This = new Ident("this"),
            };
            info.Body.Add(new ExprStmt(call));
        }

        return info;
    }

    private Op CompileUnary(UnaryExpr unary)
    {
        if (unary.Op == T.Delete)
        {
            return CompileDelete(unary);
        }

        if (unary is { Op: T.Minus, Operand: Literal { Value.IsNumber: true } literal })
        {
            return new ConstantValueOp(JsValue.Of(-literal.Value.Num));
        }

        var operand = Compile(unary.Operand);
        return unary.Op switch
        {
            T.Void => new VoidOp(operand),
            T.TypeOf => new TypeOfOp(operand),
            T.Plus => new ToNumberOp(operand),
            T.Minus => new NegateOp(operand),
            T.Tilde => new BitNotOp(operand),
            _ => new NotOp(operand),
        };
    }

    private Op CompileDelete(UnaryExpr unary)
    {
        switch (unary.Operand)
        {
            case MemberExpr member:
                return new DeleteOp(Place(member));
            case ChainExpr { Body: MemberExpr last }:
                _inChain++;
                var target = Compile(last.Target);
                _inChain--;
                return new ChainOp(new ChainDeleteOp(target, Optional(last.Index), last.Name, last.Optional, _info.Strict));
            case Ident ident:
                return new DeleteNameOp(ident.Name, ident.Variable is { Scope.Kind: not ScopeKind.Script });
            default:
                return new SequenceOp([Compile(unary.Operand), new ConstantValueOp(JsValue.True)]);
        }
    }

    private Op CompileUpdate(UpdateExpr update)
    {
        var target = CompileTarget(update.Target, false);
        return target switch
        {
            PlaceOp place => new UpdatePlaceOp(place, update.Delta, update.Prefix),
            LocalOp local => new UpdateLocalOp(local.Slot, update.Delta, update.Prefix),
            _ => new UpdateOp(target, update.Delta, update.Prefix),
        };
    }

    private static Op CompileBinary(T op, Op left, Op right, int position) => op switch
    {
        T.Coalesce => new CoalesceOp(left, right),
        T.Or => new OrOp(left, right),
        T.And => new AndOp(left, right),
        T.Equal => new CompareOp<LooseEqual>(left, right) { Position = position },
        T.NotEqual => new CompareOp<LooseNotEqual>(left, right) { Position = position },
        T.StrictEqual => new CompareOp<StrictEqual>(left, right) { Position = position },
        T.StrictNotEqual => new CompareOp<StrictNotEqual>(left, right) { Position = position },
        T.Less => new CompareOp<Less>(left, right) { Position = position },
        T.Greater => new CompareOp<Greater>(left, right) { Position = position },
        T.LessEqual => new CompareOp<LessOrEqual>(left, right) { Position = position },
        T.GreaterEqual => new CompareOp<GreaterOrEqual>(left, right) { Position = position },
        T.InstanceOf => new InstanceOfOp(left, right),
        T.In => new InOp(left, right),
        _ => Binary(op, left, right, position),
    };

    private static BinaryOp Binary(T op, Op left, Op right, int position)
    {
        BinaryOp result = op switch
        {
            T.Plus or T.PlusAssign => new AddOp(left, right),
            T.Minus or T.MinusAssign => new NumericOp<Subtract>(left, right),
            T.Star or T.StarAssign => new NumericOp<Multiply>(left, right),
            T.Slash or T.SlashAssign => new NumericOp<Divide>(left, right),
            T.Percent or T.PercentAssign => new NumericOp<Remainder>(left, right),
            T.Power or T.PowerAssign => new NumericOp<Power>(left, right),
            T.BitAnd or T.AndAssign => new NumericOp<BitAnd>(left, right),
            T.BitOr or T.OrAssign => new NumericOp<BitOr>(left, right),
            T.BitXor or T.XorAssign => new NumericOp<BitXor>(left, right),
            T.ShiftLeft or T.ShiftLeftAssign => new NumericOp<ShiftLeft>(left, right),
            T.ShiftRight or T.ShiftRightAssign => new NumericOp<ShiftRight>(left, right),
            _ => new NumericOp<ShiftRightUnsigned>(left, right),
        };
        result.Position = position;
        return result;
    }

    private Op CompileAssign(AssignExpr assign)
    {
        var target = CompileTarget(assign.Target, false);
        var value = Compile(assign.Value);
        switch (assign.Op)
        {
            case T.Assign:
                return target is PlaceOp place ? new AssignPlaceOp(place, value) : new AssignOp(target, value);
            case T.LogicalAndAssign or T.LogicalOrAssign or T.CoalesceAssign:
                return new LogicalAssignOp(target, assign.Op, value);
            default:
                var op = Binary(assign.Op, target, value, assign.Position);
                return target is PlaceOp member ? new CompoundPlaceOp(member, op, value) : new CompoundOp(target, op, value);
        }
    }

    private Op CompileCall(CallExpr call)
    {
        var spread = call.Arguments.Exists(a => a is SpreadExpr);
        if (call.Callee is SuperExpr)
        {
            var self = call.This!.Variable is { } variable ? Variable(variable, "this", call.Position, false, false) : null;
            return new SuperCallOp(CompileAll(call.Arguments), spread, self);
        }

        var callee = Compile(call.Callee);
        if (!call.Optional && call.Callee is Ident { Name: "eval", Variable: null, Parenthesized: false })
        {
            callee = new EvalNameOp(callee);
        }

        var saved = _inChain;
        _inChain = 0;
        var arguments = CompileAll(call.Arguments);
        _inChain = saved;
        if (spread)
        {
            return new CallManyOp(callee, arguments, true, call.Optional);
        }

        return arguments.Length switch
        {
            0 => new Call0Op(callee, call.Optional),
            1 => new Call1Op(callee, arguments[0], call.Optional),
            2 or 3 => new Call3Op(callee, arguments, call.Optional),
            _ => new CallManyOp(callee, arguments, false, call.Optional),
        };
    }
}
