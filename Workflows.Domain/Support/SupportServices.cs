using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Mails;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support;

/// <summary>Registers calendars and the support module.</summary>
public static class SupportServices
{
    /// <summary>
    /// Adds the module's services, scoped. Needs <see cref="IUnitOfWork"/>, <see cref="CallContext"/>, <see cref="IAuditTrail"/>,
    /// <see cref="IMailQueue"/>, <see cref="IProcessGateway"/> and <see cref="TimeProvider"/> from the host, which also binds
    /// <see cref="SupportOptions"/>.
    /// </summary>
    public static IServiceCollection AddSupport(this IServiceCollection services)
    {
        services.AddOptions<SupportOptions>();
        services.AddSingleton<CalendarCache>();
        services.AddScoped<CalendarCatalog>().AddScoped<CalendarService>();
        services.AddScoped<SlaPolicyMatcher>().AddScoped<SlaPolicyService>().AddScoped<SlaRecalculation>();
        services.AddScoped<ICalendarFollower>(static p => p.GetRequiredService<SlaRecalculation>());
        services.AddScoped<TeamService>().AddScoped<AbsenceService>();
        services.AddScoped<StaffDirectory>().AddScoped<SlaDesk>().AddScoped<TicketDriver>().AddScoped<TicketMailer>().AddScoped<SlaStaff>();
        services.AddScoped<SlaExplainer>().AddScoped<SlaSweep>();
        services.AddScoped(static p => new TicketService(
            p.GetRequiredService<IUnitOfWork>(), p.GetRequiredService<CallContext>(), p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<StaffDirectory>(), p.GetRequiredService<SlaDesk>(), p.GetRequiredService<TicketDriver>()));
        services.AddScoped(static p => new SlaService(
            p.GetRequiredService<IUnitOfWork>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<SlaPolicyMatcher>(),
            p.GetRequiredService<SlaDesk>(), p.GetRequiredService<SlaStaff>()));
        services.AddScoped(static p => new SlaBatches(
            p.GetRequiredService<IUnitOfWork>(), p.GetRequiredService<IProcessGateway>(), p.GetRequiredService<SlaDesk>(),
            p.GetRequiredService<SlaPolicyMatcher>(), p.GetRequiredService<CalendarCatalog>(), p.GetRequiredService<CallContext>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddScoped(static p => new BreachDigest(
            p.GetRequiredService<IUnitOfWork>(), p.GetRequiredService<StaffDirectory>(), p.GetRequiredService<IMailQueue>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<TicketMailer>(), p.GetRequiredService<IOptions<SupportOptions>>()));
        return services;
    }
}
