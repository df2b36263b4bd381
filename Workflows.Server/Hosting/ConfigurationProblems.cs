using Microsoft.Extensions.Options;

namespace Workflows.Server.Hosting;

/// <summary>Turns what option validation throws into one message that lists every bad setting.</summary>
internal static class ConfigurationProblems
{
    /// <summary>Checks all options that asked for it; null when all are good.</summary>
    public static string? Find(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return null;
        }
        catch (Exception exception) when (exception is OptionsValidationException or AggregateException or InvalidOperationException)
        {
            var lines = Messages(exception).Distinct(StringComparer.Ordinal).Select(static line => $"  - {line}");
            return $"The configuration is not valid:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
        }
    }

    private static IEnumerable<string> Messages(Exception exception) => exception switch
    {
        AggregateException all => all.InnerExceptions.SelectMany(Messages),
        OptionsValidationException options => options.Failures.Select(failure => Readable(options, failure)),
        _ => [exception.Message],
    };

    // Data annotations speak of a type and a member; people set Section:Key.
    private static string Readable(OptionsValidationException exception, string failure)
    {
        const string Members = " members: '";
        const string Error = "' with the error: '";
        var start = failure.IndexOf(Members, StringComparison.Ordinal);
        var end = failure.IndexOf(Error, StringComparison.Ordinal);
        if (start < 0 || end < start)
        {
            return failure;
        }

        var section = exception.OptionsType.GetField("Section")?.GetRawConstantValue() as string ?? exception.OptionsType.Name;
        var member = failure[(start + Members.Length)..end];
        return $"{section}:{member}: {failure[(end + Error.Length)..].TrimEnd('.', '\'')}.";
    }
}
