using System.Diagnostics.CodeAnalysis;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Expressions;

/// <summary>What an expression sees: variables in scope, inputs, outputs of earlier activities, services.</summary>
public sealed class ExpressionExecutionContext
{
    private readonly IServiceProvider? _services;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Creates a context outside a running workflow.</summary>
    public ExpressionExecutionContext(
        IServiceProvider serviceProvider, MemoryRegister memory, ExpressionExecutionContext? parentContext = null, CancellationToken cancellationToken = default)
    {
        _services = serviceProvider;
        _cancellationToken = cancellationToken;
        Memory = memory;
        ParentContext = parentContext;
        Workflow = parentContext?.Workflow;
        Activity = parentContext?.Activity;
    }

    internal ExpressionExecutionContext(WorkflowExecutionContext workflow, ActivityExecutionContext? activity)
    {
        Workflow = workflow;
        Activity = activity;
        Memory = activity is null ? workflow.MemoryRegister : activity.Memory;
        ParentContext = activity is null
            ? null
            : activity.ParentActivityExecutionContext?.ExpressionExecutionContext ?? workflow.ExpressionExecutionContext;
    }

    /// <summary>Services of the running workflow.</summary>
    public IServiceProvider ServiceProvider => _services ?? Workflow!.ServiceProvider;

    /// <summary>Memory of this scope.</summary>
    public MemoryRegister Memory { get; }

    /// <summary>The enclosing scope.</summary>
    public ExpressionExecutionContext? ParentContext { get; set; }

    /// <summary>Values that live as long as this context.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<object, object> TransientProperties { get => field ??= new Dictionary<object, object>(); set; }

    /// <summary>Cancels the burst.</summary>
    public CancellationToken CancellationToken => Workflow?.CancellationToken ?? _cancellationToken;

    internal WorkflowExecutionContext? Workflow { get; }

    internal ActivityExecutionContext? Activity { get; }

    internal ExpressionRegistry Expressions => Workflow?.WorkflowGraph.Expressions ?? ExpressionRegistry.Default;

    /// <summary>The block of a reference.</summary>
    /// <exception cref="InvalidOperationException">Nothing in scope declares it.</exception>
    public MemoryBlock GetBlock(Func<MemoryBlockReference> blockReference) => GetBlock(blockReference());

    /// <summary>The block of a reference.</summary>
    /// <exception cref="InvalidOperationException">Nothing in scope declares it.</exception>
    public MemoryBlock GetBlock(MemoryBlockReference blockReference) =>
        TryGetBlock(blockReference, out var block)
            ? block
            : throw new InvalidOperationException($"Nothing in scope declares '{(blockReference as Variable)?.Name ?? blockReference.Id}'.");

    /// <summary>The block of a reference, if something in scope declares it.</summary>
    public bool TryGetBlock(MemoryBlockReference blockReference, [NotNullWhen(true)] out MemoryBlock? block)
    {
        if (blockReference is Literal or ObjectLiteral)
        {
            block = blockReference.Declare();
            return true;
        }

        return FindBlock(blockReference.RequireId(), out block);
    }

    /// <summary>The value of a reference.</summary>
    public object? Get(Func<MemoryBlockReference> blockReference) => Get(blockReference());

    /// <summary>The value of a reference; the start value of a variable that nothing declares.</summary>
    public object? Get(MemoryBlockReference blockReference) =>
        TryGet(blockReference, out var value) ? value : (blockReference as Variable)?.Value;

    /// <summary>The value of a reference, if something in scope declares it.</summary>
    public bool TryGet(MemoryBlockReference blockReference, out object? value)
    {
        var found = TryGetBlock(blockReference, out var block);
        value = block?.Value;
        return found;
    }

    /// <summary>The value of a reference, converted.</summary>
    public T? Get<T>(Func<MemoryBlockReference> blockReference) => Get<T>(blockReference());

    /// <summary>The value of a reference, converted.</summary>
    public T? Get<T>(MemoryBlockReference blockReference) => ValueConverter.To<T>(Get(blockReference));

    /// <summary>Writes a reference; declares it for the whole workflow if nothing in scope does.</summary>
    public void Set(Func<MemoryBlockReference> blockReference, object? value, Action<MemoryBlock>? configure = null) =>
        Set(blockReference(), value, configure);

    /// <summary>Writes a reference; declares it for the whole workflow if nothing in scope does.</summary>
    public void Set(MemoryBlockReference blockReference, object? value, Action<MemoryBlock>? configure = null)
    {
        if (!TryGetBlock(blockReference, out var block))
        {
            if (blockReference is not Variable && Workflow is not null && Activities.Composition.WorkflowOutputs.TrySet(Workflow, Activity, blockReference.RequireId(), value))
            {
                return;
            }

            // A variable that no container declares belongs to the whole workflow, so that later steps find it.
            block = (Workflow?.MemoryRegister ?? Memory).Declare(blockReference);
        }

        block.Value = block.Metadata is MemoryBlockReference declared && declared.ValueType != typeof(object)
            ? ValueConverter.Convert(value, declared.ValueType)
            : value;
        configure?.Invoke(block);
    }

    /// <summary>A service.</summary>
    public T GetRequiredService<T>()
        where T : notnull =>
        (T)(ServiceProvider.GetService(typeof(T)) ?? throw new InvalidOperationException($"No service of type {typeof(T)} is registered."));

    internal bool TryGetById(string id, out object? value)
    {
        var found = FindBlock(id, out var block);
        value = block?.Value;
        return found;
    }

    internal bool FindBlock(string id, [NotNullWhen(true)] out MemoryBlock? block)
    {
        if (Activity is null || _services is not null)
        {
            if (Memory.TryGetBlock(id, out block))
            {
                return true;
            }
        }

        for (var scope = Activity; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            if (scope.HasMemory && scope.Memory.TryGetBlock(id, out block))
            {
                return true;
            }
        }

        if (Workflow is not null)
        {
            return Workflow.MemoryRegister.TryGetBlock(id, out block);
        }

        block = null;
        return false;
    }
}
