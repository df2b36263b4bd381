using System.ComponentModel;
using System.Reflection;
using System.Text;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Definitions;

/// <summary>Reads an activity class once and describes it.</summary>
internal static class ActivityDescriber
{
    public static ActivityDescriptor Describe(Type type)
    {
        var attribute = type.GetCustomAttribute<ActivityAttribute>(inherit: false);
        var typeName = ActivityTypeNames.Of(type);
        var dot = typeName.LastIndexOf('.');
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead)
            .ToList();
        var isTrigger = type.IsAssignableTo(typeof(ITrigger));
        var kind = attribute?.Kind is { } stated and not ActivityKind.Action ? stated : isTrigger ? ActivityKind.Trigger : ActivityKind.Action;
        var children = Children(type, properties);
        return new ActivityDescriptor
        {
            TypeName = typeName,
            Namespace = attribute?.Namespace ?? (dot < 0 ? string.Empty : typeName[..dot]),
            Name = dot < 0 ? typeName : typeName[(dot + 1)..],
            DisplayName = attribute?.DisplayName ?? type.GetCustomAttribute<DisplayNameAttribute>()?.DisplayName ?? Words(ActivityTypeNames.NameOf(type)),
            Version = ActivityTypeNames.VersionOf(type),
            Category = attribute?.Category ?? type.GetCustomAttribute<CategoryAttribute>()?.Category ?? "Miscellaneous",
            Description = attribute?.Description ?? type.GetCustomAttribute<DescriptionAttribute>()?.Description,
            Kind = kind,
            IsBrowsable = type.GetCustomAttribute<BrowsableAttribute>()?.Browsable ?? true,
            IsContainer = type.IsAssignableTo(typeof(IVariableContainer)),
            IsStart = type.IsAssignableTo(typeof(IStartNode)),
            IsTerminal = type.IsAssignableTo(typeof(ITerminalNode)),
            IsTrigger = isTrigger,
            HasExternalEffect = attribute?.Kind is ActivityKind.Job or ActivityKind.Task || type.IsAssignableTo(typeof(IExternalEffect)),
            ClrType = type,
            Inputs = [.. Inputs(properties)],
            Outputs = [.. Outputs(properties)],
            Ports = [.. Ports(type, properties)],
            Constructor = () => (IActivity)Create(type),
            Children = children,
            OverridesSignals = Overrides(type),
        };
    }

    private static object Create(Type type)
    {
        if (type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } plain)
        {
            return plain.Invoke(null);
        }

        var constructor = type.GetConstructors().FirstOrDefault(candidate => candidate.GetParameters().All(parameter => parameter.IsOptional))
            ?? throw new InvalidOperationException($"{type} has no constructor without required parameters.");
        return constructor.Invoke([.. constructor.GetParameters().Select(_ => (object?)null)]);
    }

    private static IEnumerable<InputDescriptor> Inputs(List<PropertyInfo> properties)
    {
        foreach (var property in properties)
        {
            var attribute = property.GetCustomAttribute<InputAttribute>();
            var isWrapped = property.PropertyType.IsAssignableTo(typeof(Input));
            if ((!isWrapped && attribute is null) || property.SetMethod is null)
            {
                continue;
            }

            var valueType = isWrapped && property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
            yield return new InputDescriptor
            {
                Name = attribute?.Name ?? property.Name,
                Type = isWrapped && !property.PropertyType.IsGenericType ? typeof(object) : valueType,
                DisplayName = attribute?.DisplayName ?? Words(property.Name),
                IsWrapped = isWrapped,
                UIHint = attribute?.UIHint ?? Hint(valueType),
                Description = attribute?.Description ?? property.GetCustomAttribute<DescriptionAttribute>()?.Description,
                Category = attribute?.Category,
                Order = attribute?.Order ?? 0,
                DefaultValue = attribute?.DefaultValue,
                DefaultSyntax = attribute?.DefaultSyntax ?? "Literal",
                Options = attribute?.Options ?? EnumNames(valueType),
                IsReadOnly = attribute?.IsReadOnly ?? false,
                IsBrowsable = attribute?.IsBrowsable ?? true,
                IsSerializable = attribute?.IsSerializable ?? true,
                IsSensitive = attribute?.CanContainSecrets ?? false,
                AutoEvaluate = attribute?.AutoEvaluate ?? true,
                ValueGetter = property.GetValue,
                ValueSetter = property.SetValue,
            };
        }
    }

    private static IEnumerable<OutputDescriptor> Outputs(List<PropertyInfo> properties)
    {
        foreach (var property in properties)
        {
            if (!property.PropertyType.IsAssignableTo(typeof(Output)) || property.SetMethod is null)
            {
                continue;
            }

            var attribute = property.GetCustomAttribute<OutputAttribute>();
            yield return new OutputDescriptor
            {
                Name = attribute?.Name ?? property.Name,
                Type = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : typeof(object),
                DisplayName = attribute?.DisplayName ?? Words(property.Name),
                Description = attribute?.Description,
                IsBrowsable = attribute?.IsBrowsable ?? true,
                IsSerializable = attribute?.IsSerializable ?? true,
                ValueGetter = activity => (Output?)property.GetValue(activity),
                ValueSetter = property.SetValue,
            };
        }
    }

    private static IEnumerable<PortDescriptor> Ports(Type type, List<PropertyInfo> properties)
    {
        foreach (var outcome in type.GetCustomAttribute<FlowNodeAttribute>()?.Outcomes ?? [])
        {
            yield return new PortDescriptor(outcome, outcome, PortType.Flow);
        }

        foreach (var property in properties.Where(property => property.PropertyType.IsAssignableTo(typeof(IActivity))))
        {
            var attribute = property.GetCustomAttribute<PortAttribute>();
            var browsable = property.GetCustomAttribute<BrowsableAttribute>()?.Browsable ?? true;
            yield return new PortDescriptor(attribute?.Name ?? property.Name, attribute?.DisplayName ?? Words(property.Name), PortType.Embedded, browsable);
        }
    }

    private static Func<IActivity, IEnumerable<(string Port, IActivity Activity)>> Children(Type type, List<PropertyInfo> properties)
    {
        var single = properties.Where(property => property.PropertyType.IsAssignableTo(typeof(IActivity)) && property.Name != "Start").ToList();
        var many = properties.Where(property => property.PropertyType.IsAssignableTo(typeof(IEnumerable<IActivity>))).ToList();
        var own = type.IsAssignableTo(typeof(IHasChildActivities));
        if (single.Count == 0 && many.Count == 0 && !own)
        {
            return _ => [];
        }

        return activity => Enumerate(activity);

        IEnumerable<(string Port, IActivity Activity)> Enumerate(IActivity activity)
        {
            foreach (var property in single)
            {
                if (property.GetValue(activity) is IActivity child)
                {
                    yield return (property.Name, child);
                }
            }

            foreach (var property in many)
            {
                foreach (var child in (IEnumerable<IActivity>?)property.GetValue(activity) ?? [])
                {
                    if (child is not null)
                    {
                        yield return (property.Name, child);
                    }
                }
            }

            if (own)
            {
                foreach (var (port, child) in ((IHasChildActivities)activity).GetChildActivities())
                {
                    if (child is not null)
                    {
                        yield return (port, child);
                    }
                }
            }
        }
    }

    private static bool Overrides(Type type)
    {
        foreach (var name in new[] { "OnSignalReceivedAsync", "OnSignalReceived" })
        {
            var method = type.GetMethod(
                name, BindingFlags.Instance | BindingFlags.NonPublic, [typeof(object), typeof(SignalContext)]);
            if (method is not null && method.DeclaringType != typeof(Activity))
            {
                return true;
            }
        }

        return !type.IsAssignableTo(typeof(Activity)) && type.IsAssignableTo(typeof(ISignalHandler));
    }

    private static string Hint(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(bool) => InputUIHints.Checkbox,
            _ when type.IsEnum => InputUIHints.DropDown,
            _ when type == typeof(DateTimeOffset) || type == typeof(DateTime) => InputUIHints.DateTimePicker,
            _ when type == typeof(Variable) => InputUIHints.VariablePicker,
            _ when type.IsAssignableTo(typeof(IEnumerable<string>)) => InputUIHints.MultiText,
            _ when type == typeof(IDictionary<string, object>) => InputUIHints.Dictionary,
            _ => InputUIHints.SingleLine,
        };
    }

    private static string[]? EnumNames(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetNames(type) : null;
    }

    private static string Words(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        for (var index = 0; index < name.Length; index++)
        {
            var starts = index > 0 && char.IsUpper(name[index])
                && (char.IsLower(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
            if (starts)
            {
                words.Append(' ');
            }

            words.Append(name[index]);
        }

        return words.ToString();
    }
}
