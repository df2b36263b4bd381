using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>An activity whose children do not all stand in port properties.</summary>
internal interface IHasChildActivities
{
    IEnumerable<(string Port, IActivity? Activity)> GetChildActivities();
}
