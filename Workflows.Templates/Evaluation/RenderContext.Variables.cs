namespace Workflows.Templates.Evaluation;

internal sealed partial class RenderContext
{
    private Scope[] _scopes = new Scope[16];
    private int _scopeCount;
    private Dictionary<object, TemplateObject>? _overlays;

    public bool HasOverlays => _overlays is not null;

    public int ScopeCount => _scopeCount;

    /// <summary>The object that plain assignments write to, and <c>this</c>.</summary>
    public TemplateObject Current
    {
        get
        {
            for (var i = _scopeCount - 1; i >= 0; i--)
            {
                if (_scopes[i].Kind == ScopeKind.With)
                {
                    return (TemplateObject)_scopes[i].Target!;
                }
            }

            return Globals;
        }
    }

    public int PushLoopVariable(string name) => PushScope(ScopeKind.LoopVariable, name, null);

    public void PushWith(TemplateObject target) => PushScope(ScopeKind.With, null, target);

    public void PushFrame(Frame frame) => PushScope(ScopeKind.Function, null, frame);

    public void PopScope() => _scopes[--_scopeCount] = default;

    public void SetLoopVariable(int index, Value value) => _scopes[index].Value = value;

    public Value GetLoopVariable(int index) => _scopes[index].Value;

    public bool TryGetVariable(string name, out Value value)
    {
        var inFunction = false;
        for (var i = _scopeCount - 1; i >= 0; i--)
        {
            ref var scope = ref _scopes[i];
            switch (scope.Kind)
            {
                case ScopeKind.LoopVariable:
                    if (string.Equals(scope.Name, name, StringComparison.Ordinal))
                    {
                        value = scope.Value;
                        return true;
                    }

                    break;
                case ScopeKind.With:
                    if (((TemplateObject)scope.Target!).TryGet(name, out value))
                    {
                        return true;
                    }

                    break;
                default:
                    // Only the running function's parameters are seen, and those of the functions it was written in.
                    if (!inFunction && TryGetParameter((Frame)scope.Target!, name, out value))
                    {
                        return true;
                    }

                    inFunction = true;
                    break;
            }
        }

        return Globals.TryGet(name, out value) || Functions.TryGet(name, out value);
    }

    /// <summary>Assigns a variable; false when it is read-only.</summary>
    public bool TrySetVariable(string name, Value value)
    {
        var inFunction = false;
        for (var i = _scopeCount - 1; i >= 0; i--)
        {
            ref var scope = ref _scopes[i];
            switch (scope.Kind)
            {
                case ScopeKind.LoopVariable:
                    if (string.Equals(scope.Name, name, StringComparison.Ordinal))
                    {
                        scope.Value = value;
                        return true;
                    }

                    break;
                case ScopeKind.With:
                    return ((TemplateObject)scope.Target!).TrySet(name, value);
                default:
                    if (!inFunction && TrySetParameter((Frame)scope.Target!, name, value))
                    {
                        return true;
                    }

                    inFunction = true;
                    break;
            }
        }

        return Globals.TrySet(name, value);
    }

    /// <summary>
    /// Reads a member of anything. Members a template set on the caller's objects are kept beside them: a rendering never
    /// changes its model.
    /// </summary>
    public bool TryGetMember(object target, string name, out Value value)
    {
        if (_overlays is not null && _overlays.TryGetValue(target, out var overlay) && overlay.TryGet(name, out value))
        {
            return true;
        }

        return Members.TryGet(target, name, IsLiquid, out value);
    }

    /// <summary>Sets a member of anything; false when it cannot be set.</summary>
    public bool TrySetMember(object target, string name, Value value)
    {
        switch (target)
        {
            case TemplateObject own:
                return own.TrySet(name, value) || GlobalFunctions.TrySetProperty(this, own, name, value);
            case TemplateArray array:
                return (array.Members ??= new TemplateObject()).TrySet(name, value);
            case string or TemplateFunction or ValueTag or ValueRange or DateTime or DateTimeOffset or TimeSpan:
                return false;
            default:
                _overlays ??= new Dictionary<object, TemplateObject>(ReferenceEqualityComparer.Instance);
                if (!_overlays.TryGetValue(target, out var overlay))
                {
                    _overlays.Add(target, overlay = new TemplateObject());
                }

                return overlay.TrySet(name, value);
        }
    }

    public IEnumerable<string> VisibleNames() =>
        _scopes.Take(_scopeCount).Reverse().SelectMany(scope => scope.Target switch
        {
            TemplateObject with => with.Keys,
            Frame frame => frame.ParameterNames ?? [],
            _ => scope.Name is null ? [] : (IEnumerable<string>)[scope.Name],
        }).Concat(Globals.Keys).Concat(Functions.Names);

    private static bool TryGetParameter(Frame? frame, string name, out Value value)
    {
        for (; frame is not null; frame = frame.Closure)
        {
            var index = frame.FindParameter(name);
            if (index >= 0)
            {
                value = frame.ParameterValues![index];
                return true;
            }
        }

        value = default;
        return false;
    }

    private static bool TrySetParameter(Frame? frame, string name, Value value)
    {
        for (; frame is not null; frame = frame.Closure)
        {
            var index = frame.FindParameter(name);
            if (index >= 0)
            {
                frame.ParameterValues![index] = value;
                return true;
            }
        }

        return false;
    }

    private int PushScope(ScopeKind kind, string? name, object? target)
    {
        if (_scopeCount == _scopes.Length)
        {
            Array.Resize(ref _scopes, _scopeCount * 2);
        }

        _scopes[_scopeCount] = new Scope { Kind = kind, Name = name, Target = target };
        return _scopeCount++;
    }

    private void ResetScopes()
    {
        Array.Clear(_scopes, 0, _scopeCount);
        _scopeCount = 0;
        _overlays = null;
    }
}
