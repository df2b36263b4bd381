using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Workflows.JavaScript.Hosting;

/// <summary>Adapts a delegate of any signature: arguments are converted to the parameter types, missing ones take their defaults.</summary>
internal static class DelegateBinder
{
    private static readonly ConcurrentDictionary<MethodInfo, ParameterInfo[]> Parameters = new();

    public static HostFunction Bind(Delegate function)
    {
        var parameters = Parameters.GetOrAdd(function.GetType().GetMethod("Invoke")!, m => m.GetParameters());
        return arguments =>
        {
            var values = new object?[parameters.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Argument(arguments, parameters, i);
            }

            try
            {
                return function.DynamicInvoke(values);
            }
            catch (TargetInvocationException error) when (error.InnerException is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerException);
                throw;
            }
        };
    }

    private static object? Argument(IReadOnlyList<object?> arguments, ParameterInfo[] parameters, int index)
    {
        var parameter = parameters[index];
        if (index == parameters.Length - 1 && parameter.ParameterType == typeof(object[]))
        {
            return index == 0 ? arguments.ToArray() : arguments.Skip(index).ToArray();
        }

        return index < arguments.Count
            ? ConvertTo(arguments[index], parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue : ConvertTo(null, parameter.ParameterType);
    }

    private static object? ConvertTo(object? value, Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
        {
            return type.IsValueType && target == type ? Activator.CreateInstance(type) : null;
        }

        if (target.IsInstanceOfType(value))
        {
            return value;
        }

        if (target == typeof(string))
        {
            return value is double number ? NumberText.Format(number) : Convert.ToString(value, CultureInfo.InvariantCulture);
        }

        if (target.IsEnum)
        {
            return value is string name ? Enum.Parse(target, name, true) : Enum.ToObject(target, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        }

        if (target == typeof(Guid) && value is string text)
        {
            return Guid.Parse(text);
        }

        if (target == typeof(DateTime) && value is DateTimeOffset moment)
        {
            return moment.UtcDateTime;
        }

        return Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
    }
}
