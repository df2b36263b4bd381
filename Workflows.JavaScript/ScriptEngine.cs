namespace Workflows.JavaScript;

/// <summary>
/// Runs scripts in a world of their own. An engine costs about a microsecond, so make one per evaluation; scripts evaluated by the same engine
/// share its global variables. Not safe for use by several threads at once.
/// </summary>
public sealed class ScriptEngine
{
    private readonly Realm _realm;

    /// <summary>Makes an engine with a fresh global object.</summary>
    /// <param name="options">Limits and environment; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public ScriptEngine(ScriptOptions? options = null)
    {
        options ??= ScriptOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxSteps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecursion, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxMemoryBytes, 64 << 10, nameof(options));
        _realm = new Realm(options);
    }

    internal Realm Realm => _realm;

    /// <summary>
    /// Sets a global variable. Strings, numbers, booleans, dates, GUIDs and enumerations become script values. JSON documents, dictionaries with
    /// string keys, lists and plain objects (their public readable properties, by name or with a lower-case first letter) are seen lazily and
    /// without copying; dictionaries, lists and JSON nodes also receive what the script assigns. A delegate becomes a function.
    /// Nothing else of .NET is reachable from there.
    /// </summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value has a type that scripts must not see.</exception>
    public void SetValue(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var converted = HostValues.ToScript(_realm, value, throwing: true);
        var key = PropertyKey.Of(name);
        var at = _realm.Global.Find(key);
        if (at >= 0)
        {
            _realm.Global.SetSlot(at, converted);
        }
        else
        {
            _realm.Global.Add(key, converted, Attributes.All);
        }
    }

    /// <summary>Sets a global function. Like <see cref="SetValue"/> with a delegate, but without conversion of arguments by reflection.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="function">Receives the arguments as .NET values. What it throws is an Error in the script.</param>
    public void SetFunction(string name, HostFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        SetValue(name, function);
    }

    /// <summary>Reads a global variable as a .NET value; null when there is none.</summary>
    /// <param name="name">The name of the variable.</param>
    public object? GetValue(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var key = PropertyKey.Of(name);
        var at = _realm.Lexicals.Find(key);
        return Guarded(
            () => HostValues.ToHost(_realm, at >= 0 ? _realm.Lexicals.Slot(at).Value : _realm.Global.Get(_realm, key)), CancellationToken.None);
    }

    /// <summary>Runs a script and returns its completion value.</summary>
    /// <param name="script">The script.</param>
    /// <param name="cancellationToken">Ends the evaluation with <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// Null (also for undefined), <see cref="string"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="DateTimeOffset"/>; arrays and sets as
    /// <c>List&lt;object?&gt;</c>, other objects and maps as <c>Dictionary&lt;string, object?&gt;</c> in the order of their properties;
    /// host values as they went in. Functions and symbols inside objects are left out.
    /// </returns>
    /// <exception cref="JavaScriptException">The script threw something.</exception>
    /// <exception cref="ScriptLimitException">A limit was reached.</exception>
    public object? Evaluate(Script script, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Guarded(() => HostValues.ToHost(_realm, ScriptRunner.Run(_realm, script.Info)), cancellationToken);
    }

    private object? Guarded(Func<object?> work, CancellationToken cancellationToken)
    {
        _realm.Start(cancellationToken);
        try
        {
            return work();
        }
        catch (ThrowException thrown)
        {
            throw ScriptErrors.ToHost(_realm, thrown);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JavaScriptException("RangeError", "Maximum call stack size exceeded", null, 0, 0, "", "", null, null);
        }
        finally
        {
            _realm.Stop();
        }
    }
}
