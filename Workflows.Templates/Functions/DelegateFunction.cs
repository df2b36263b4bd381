using System.Reflection;
using System.Runtime.CompilerServices;

namespace Workflows.Templates.Functions;

using Expression = System.Linq.Expressions.Expression;

/// <summary>A .NET delegate registered in <see cref="TemplateOptions.Globals"/>, called through code compiled once.</summary>
internal sealed class DelegateFunction : TemplateFunction
{
    private static readonly ConditionalWeakTable<Delegate, DelegateFunction> OfModels = [];

    private readonly ParameterInfo[] _parameters;
    private readonly Func<object?[], object?> _invoke;
    private readonly int _required;
    private readonly bool _isVariadic;
    private readonly bool _takesToken;

    private DelegateFunction(string name, Delegate target)
        : base(name)
    {
        // Invoke is the delegate type's own signature: a closed static method hides its first parameter.
        var signature = target.GetType().GetMethod("Invoke")!;
        var real = target.Method.GetParameters();
        _parameters = signature.GetParameters();
        if (real.Length == _parameters.Length)
        {
            _parameters = real;
        }

        _takesToken = _parameters.Length > 0 && _parameters[^1].ParameterType == typeof(CancellationToken);
        if (_takesToken)
        {
            _parameters = _parameters[..^1];
        }

        _isVariadic = _parameters.Length > 0 && (_parameters[^1].IsDefined(typeof(ParamArrayAttribute))
            || signature.GetParameters()[_parameters.Length - 1].IsDefined(typeof(ParamArrayAttribute)));
        _required = _parameters.Count(p => !p.HasDefaultValue) - (_isVariadic ? 1 : 0);
        _invoke = Compile(target, signature);
    }

    /// <summary>The function of a delegate found in a model; made once for each delegate.</summary>
    public static DelegateFunction ForModel(Delegate target) => OfModels.GetValue(target, static d => new DelegateFunction(d.Method.Name, d));

    public static DelegateFunction Create(string name, Delegate target) => new(name, target);

    public override Value Invoke(scoped in Call call) =>
        call.Context.TryReplay(call.Site, out var known) ? known : call.Context.Settle(InvokeCore(call), call.Site);

    /// <summary>Calls the delegate; what it returns may be a task.</summary>
    private object? InvokeCore(scoped in Call call)
    {
        var arguments = new object?[_parameters.Length + (_takesToken ? 1 : 0)];
        var given = new bool[_parameters.Length];
        var rest = new List<object?>();
        var next = 0;
        for (var i = 0; i < call.Count; i++)
        {
            int at;
            if (i < call.Names.Length && call.Names[i] is { } argumentName)
            {
                at = Array.FindIndex(_parameters, p => Matches(p, argumentName));
                if (at < 0)
                {
                    throw call.Error($"`{Name}` has no argument `{argumentName}`.");
                }
            }
            else if (_isVariadic && next >= _parameters.Length - 1)
            {
                rest.Add(call.Context.ToClr(call.Arguments[i], _parameters[^1].ParameterType.GetElementType()!, call.Site));
                continue;
            }
            else
            {
                at = next++;
            }

            if (at >= _parameters.Length)
            {
                throw call.Error($"`{Name}` was given {call.Count} arguments and takes {_parameters.Length}.");
            }

            arguments[at] = call.Context.ToClr(call.Arguments[i], _parameters[at].ParameterType, call.Site);
            given[at] = true;
        }

        Complete(call, arguments, given, rest);
        try
        {
            return _invoke(arguments);
        }
        catch (Exception e) when (e is not (TemplateRuntimeException or OperationCanceledException))
        {
            throw call.Site.Error($"`{Name}` failed: {e.Message}", e);
        }
    }

    private static bool Matches(ParameterInfo parameter, string name) =>
        string.Equals(parameter.Name, name, StringComparison.Ordinal)
        || string.Equals(TypeAccessor.SnakeCase(parameter.Name ?? ""), name, StringComparison.Ordinal);

    private void Complete(scoped in Call call, object?[] arguments, bool[] given, List<object?> rest)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_isVariadic && i == _parameters.Length - 1)
            {
                var array = Array.CreateInstance(_parameters[i].ParameterType.GetElementType()!, rest.Count);
                for (var j = 0; j < rest.Count; j++)
                {
                    array.SetValue(rest[j], j);
                }

                arguments[i] = array;
            }
            else if (!given[i])
            {
                arguments[i] = _parameters[i].HasDefaultValue
                    ? _parameters[i].DefaultValue
                    : throw call.Site.ErrorAt(call.Site.End, $"`{Name}` was given {call.Count} arguments and needs {_required}.");
            }
        }

        if (_takesToken)
        {
            arguments[^1] = call.Context.Cancellation;
        }
    }

    private static Func<object?[], object?> Compile(Delegate target, MethodInfo signature)
    {
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var values = signature.GetParameters().Select(
            (p, i) => (Expression)Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType));
        Expression call = Expression.Invoke(Expression.Constant(target), values);
        call = signature.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?[], object?>>(call, arguments).Compile();
    }
}
