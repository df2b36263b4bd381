using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>One run of an activity in an instance. It costs little: everything that is not always needed is made when asked for.</summary>
public sealed partial class ActivityExecutionContext : IExecutionContext
{
    private string? _id;
    private Details? _details;
    private ExpressionExecutionContext? _expressions;
    private MemoryRegister? _memory;
    private object?[]? _values;
    private int _bookmarkCount;

    internal ActivityExecutionContext(WorkflowExecutionContext workflow, ActivityNode node, int number)
    {
        WorkflowExecutionContext = workflow;
        Node = node;
        Number = number;
    }

    /// <summary>Unique id of the run: the instance's id and a number.</summary>
    public string Id => _id ??= string.Create(CultureInfo.InvariantCulture, $"{WorkflowExecutionContext.InstanceId:N}-{Number:x}");

    /// <summary>When it started; when it was scheduled, before that.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Anything the owner noted when it scheduled the run.</summary>
    public object? Tag { get; set; }

    /// <summary>When it completed; null: not yet.</summary>
    public DateTimeOffset? CompletedAt { get => _details?.CompletedAt; set => Detail.CompletedAt = value; }

    /// <summary>Whether it completed or was cancelled.</summary>
    public bool IsCompleted => Status is ActivityStatus.Completed or ActivityStatus.Canceled;

    /// <summary>Whether it is executing at this moment.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>Failures of the run and of everything inside it that are still open.</summary>
    public int AggregateFaultCount { get; set; }

    /// <summary>The workflow.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext { get; }

    /// <summary>The owner; null: the workflow itself.</summary>
    public ActivityExecutionContext? ParentActivityExecutionContext { get; internal set; }

    /// <summary>Evaluates expressions in this scope.</summary>
    public ExpressionExecutionContext ExpressionExecutionContext => _expressions ??= new ExpressionExecutionContext(WorkflowExecutionContext, this);

    /// <summary>The activity.</summary>
    public IActivity Activity => Node.Activity;

    /// <summary>Describes the activity's type.</summary>
    public ActivityDescriptor ActivityDescriptor => Node.Descriptor;

    /// <summary>Cancels the burst.</summary>
    public CancellationToken CancellationToken => WorkflowExecutionContext.CancellationToken;

    /// <summary>State of the run.</summary>
    public ActivityStatus Status { get; private set; }

    /// <summary>Why it failed; only during the burst in which it did.</summary>
    public Exception? Exception { get => _details?.Exception; set => Detail.Exception = value; }

    /// <summary>Durable properties.</summary>
    public IDictionary<string, object> Properties => Detail.Properties ??= [];

    /// <summary>Values that last for the burst.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the dictionary.")]
    public IDictionary<object, object> TransientProperties
    {
        get => Detail.TransientProperties ??= new Dictionary<object, object>();
        set => Detail.TransientProperties = value;
    }

    /// <summary>Durable notes that stay small.</summary>
    public IDictionary<string, object> Metadata => Detail.Metadata ??= [];

    /// <summary>The compiled node.</summary>
    public ActivityNode ActivityNode => Node;

    /// <summary>Ids from the workflow down, joined with ':'.</summary>
    public string NodeId => Node.NodeId;

    /// <summary>Runs that this one owns and that have not completed.</summary>
    public ISet<ActivityExecutionContext> Children => new HashSet<ActivityExecutionContext>(EnumerateChildren());

    /// <summary>Waits of this run.</summary>
    public IEnumerable<Bookmark> Bookmarks =>
        _bookmarkCount == 0 ? [] : WorkflowExecutionContext.Bookmarks.Where(bookmark => bookmark.ContextNumber == Number);

    /// <summary>Waits that this run created in this burst.</summary>
    public IEnumerable<Bookmark> NewBookmarks => WorkflowExecutionContext.AddedBookmarks.Where(bookmark => bookmark.ContextNumber == Number);

    /// <summary>How often it executed.</summary>
    public long ExecutionCount { get; internal set; }

    /// <summary>Input of the workflow, with what the current command brought.</summary>
    public IDictionary<string, object> WorkflowInput => WorkflowExecutionContext.Input;

    /// <summary>Input that the owner gave this run.</summary>
    public IDictionary<string, object> ActivityInput => Detail.ActivityInput ??= new Dictionary<string, object>();

    /// <summary>Details that go into the journal when the run completes.</summary>
    public IDictionary<string, object> JournalData => Detail.JournalData ??= [];

    /// <summary>The evaluated inputs, by name, as far as they may be recorded.</summary>
    public IDictionary<string, object> ActivityState => Node.ReadState(this);

    /// <summary>Outcomes it completed with; empty: none were named.</summary>
    public IReadOnlyList<string> OutcomeNames => (CompletionResult as Outcomes)?.Names ?? [];

    /// <summary>Variables added while it runs.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the collection.")]
    public ICollection<Variable> DynamicVariables { get => Detail.DynamicVariables ??= new List<Variable>(); set => Detail.DynamicVariables = value; }

    /// <inheritdoc />
    public IEnumerable<Variable> Variables
    {
        get
        {
            var declared = (Activity as IVariableContainer)?.Variables ?? [];
            return _details?.DynamicVariables is { Count: > 0 } dynamic ? declared.Concat(dynamic) : declared;
        }
    }

    internal ActivityNode Node { get; }

    internal int Number { get; }

    internal MemoryRegister Memory => _memory ??= new MemoryRegister();

    internal bool HasMemory => _memory is { IsEmpty: false };

    internal bool HasBookmarks => _bookmarkCount > 0;

    internal object?[]? Values { get => _values; set => _values = value; }

    internal ActivityCompletionCallback? Callback { get; set; }

    internal object? CompletionResult { get; set; }

    internal bool HasStarted { get; set; }

    /// <summary>How far a sequence has come; kept as a number because every workflow has one.</summary>
    internal int Position { get; set; }

    internal int FailedAttempts { get => _details?.FailedAttempts ?? 0; set => Detail.FailedAttempts = value; }

    /// <summary>What failed, so that a retry does just that again.</summary>
    internal WorkItem? FailedWork { get => _details?.FailedWork; set => Detail.FailedWork = value; }

    internal Dictionary<string, object>? PropertiesOrNull => _details?.Properties;

    internal Dictionary<string, object>? MetadataOrNull => _details?.Metadata;

    internal IDictionary<string, object>? ActivityInputOrNull { get => _details?.ActivityInput; set => Detail.ActivityInput = value; }

    internal Dictionary<string, object>? JournalDataOrNull => _details?.JournalData;

    internal ICollection<Variable>? DynamicVariablesOrNull => _details?.DynamicVariables;

    /// <summary>Outputs set in this burst, for the journal.</summary>
    internal Dictionary<string, object?> RecordedOutputs => Detail.RecordedOutputs ??= [];

    internal Dictionary<string, object?>? RecordedOutputsOrNull => _details?.RecordedOutputs;

    private Details Detail => _details ??= new Details();

    /// <summary>Marks the run as executing until disposed.</summary>
    public IDisposable EnterExecution() => new Execution(this);

    /// <summary>Sets the state of the run.</summary>
    public void TransitionTo(ActivityStatus status) => Status = status;


    /// <summary>A durable property; default if it is not set.</summary>
    public T? GetProperty<T>(string key) =>
        _details?.Properties is { } properties && properties.TryGetValue(key, out var value) ? ValueConverter.To<T>(value) : default;

    /// <summary>A durable property; set to a default if it is not set.</summary>
    public T GetProperty<T>(string key, Func<T> defaultValue)
    {
        if (_details?.Properties is { } properties && properties.TryGetValue(key, out var value))
        {
            return ValueConverter.To<T>(value)!;
        }

        var created = defaultValue();
        Properties[key] = created!;
        return created;
    }

    /// <summary>Sets a durable property.</summary>
    public void SetProperty<T>(string key, T? value) => Properties[key] = value!;

    /// <summary>Changes a durable property.</summary>
    public T UpdateProperty<T>(string key, Func<T?, T> updater)
        where T : notnull
    {
        var value = updater(GetProperty<T>(key));
        Properties[key] = value;
        return value;
    }

    /// <summary>Removes a durable property.</summary>
    public void RemoveProperty(string key) => _details?.Properties?.Remove(key);

    /// <summary>A durable note; default if it is not set.</summary>
    public T? GetMetadata<T>(string key) =>
        _details?.Metadata is { } metadata && metadata.TryGetValue(key, out var value) ? ValueConverter.To<T>(value) : default;

    /// <summary>Sets a durable note.</summary>
    public void SetMetadata<T>(string key, T? value) => Metadata[key] = value!;

    /// <summary>Removes a durable note.</summary>
    public void RemoveMetadata(string key) => _details?.Metadata?.Remove(key);

    /// <summary>A service.</summary>
    public T GetRequiredService<T>()
        where T : notnull => WorkflowExecutionContext.GetRequiredService<T>();

    /// <summary>A service.</summary>
    public object GetRequiredService(Type serviceType) => WorkflowExecutionContext.GetRequiredService(serviceType);

    /// <summary>A service, or a new object of the type.</summary>
    public T GetOrCreateService<T>()
        where T : notnull => WorkflowExecutionContext.GetOrCreateService<T>();

    /// <summary>A service; null: not registered.</summary>
    public T? GetService<T>()
        where T : notnull => WorkflowExecutionContext.GetService<T>();

    /// <summary>A service; null: not registered.</summary>
    public object? GetService(Type serviceType) => WorkflowExecutionContext.GetService(serviceType);

    /// <summary>All services of a type.</summary>
    public IEnumerable<T> GetServices<T>()
        where T : notnull => WorkflowExecutionContext.GetServices<T>();

    /// <summary>Adds an entry of the author's own to the journal.</summary>
    public void AddExecutionLogEntry(string eventName, string? message = null, string? source = null, object? payload = null) =>
        WorkflowExecutionContext.AddJournal(this, eventName, message, payload ?? source);

    /// <summary>What rarely exists.</summary>
    private sealed class Details
    {
        public DateTimeOffset? CompletedAt;
        public Exception? Exception;
        public Dictionary<string, object>? Properties;
        public Dictionary<string, object>? Metadata;
        public Dictionary<string, object>? JournalData;
        public Dictionary<string, object?>? RecordedOutputs;
        public IDictionary<object, object>? TransientProperties;
        public IDictionary<string, object>? ActivityInput;
        public ICollection<Variable>? DynamicVariables;
        public int FailedAttempts;
        public WorkItem? FailedWork;
    }

    private sealed class Execution : IDisposable
    {
        private readonly ActivityExecutionContext _context;

        public Execution(ActivityExecutionContext context)
        {
            _context = context;
            context.IsExecuting = true;
        }

        public void Dispose() => _context.IsExecuting = false;
    }
}
