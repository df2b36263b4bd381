using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Workflows.Templates.Objects;

using Expression = System.Linq.Expressions.Expression;

/// <summary>
/// The public readable members of a .NET type by their snake_case names, read through compiled code. Made once per type.
/// </summary>
internal sealed class TypeAccessor
{
    private static readonly ConcurrentDictionary<Type, TypeAccessor> Known = new();

    private readonly Dictionary<string, Func<object, Value>> _members = new(StringComparer.Ordinal);

    private TypeAccessor(Type type)
    {
        Type = type;

        // A template that gets hold of one of these must not walk from there into the program.
        if (typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type) || typeof(Module).IsAssignableFrom(type)
            || typeof(Delegate).IsAssignableFrom(type) || typeof(IServiceProvider).IsAssignableFrom(type))
        {
            return;
        }

        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance).OrderBy(m => m.MetadataToken))
        {
            if (!IsReadable(member))
            {
                continue;
            }

            // A derived member hides the inherited one of the same name.
            var name = SnakeCase(member.Name);
            if (!_members.ContainsKey(name) || member.DeclaringType == type)
            {
                _members[name] = Compile(type, member);
            }
        }
    }

    public Type Type { get; }

    public IReadOnlyCollection<string> Names => _members.Keys;

    public static TypeAccessor For(Type type) => Known.GetOrAdd(type, static t => new TypeAccessor(t));

    public Func<object, Value>? Find(string name) => _members.GetValueOrDefault(name);

    /// <summary>FirstName becomes first_name; a run of capitals stays one word: HTMLTitle becomes htmltitle.</summary>
    public static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        var previousUpper = false;
        foreach (var c in name)
        {
            if (char.IsUpper(c))
            {
                if (!previousUpper && result.Length > 0)
                {
                    result.Append('_');
                }

                previousUpper = true;
                result.Append(char.ToLowerInvariant(c));
            }
            else
            {
                previousUpper = false;
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static bool IsReadable(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0
            && !property.PropertyType.IsByRefLike && !property.PropertyType.IsPointer && !property.PropertyType.IsByRef,
        FieldInfo field => !field.FieldType.IsPointer && !field.FieldType.IsByRefLike,
        _ => false,
    };

    private static Func<object, Value> Compile(Type type, MemberInfo member)
    {
        var target = Expression.Parameter(typeof(object), "target");
        var typed = type.IsValueType ? Expression.Unbox(target, type) : (Expression)Expression.Convert(target, type);
        Expression read = member is PropertyInfo property
            ? Expression.Property(typed, property)
            : Expression.Field(typed, (FieldInfo)member);
        return Expression.Lambda<Func<object, Value>>(ToValue(read), target).Compile();
    }

    private static Expression ToValue(Expression read)
    {
        var type = read.Type;
        if (type == typeof(byte) || type == typeof(short) || type == typeof(sbyte) || type == typeof(ushort))
        {
            read = Expression.Convert(read, typeof(int));
        }
        else if (type == typeof(uint))
        {
            read = Expression.Convert(read, typeof(long));
        }

        type = read.Type;
        if (type == typeof(string) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(bool))
        {
            return Expression.New(typeof(Value).GetConstructor([type])!, read);
        }

        var from = typeof(Value).GetMethod(nameof(Value.From), [typeof(object)])!;
        return Expression.Call(from, Expression.Convert(read, typeof(object)));
    }
}
