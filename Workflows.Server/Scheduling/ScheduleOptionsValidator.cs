using Microsoft.Extensions.Options;

namespace Workflows.Server.Scheduling;

/// <summary>What data annotations cannot say: the zone must exist.</summary>
internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{ScheduleOptions.Section}:Zone: '{options.Zone}' is no zone such as Europe/London.");
}
