#if ELSA
global using Elsa.Extensions;
global using Elsa.Workflows;
global using Elsa.Workflows.Activities.Flowchart.Attributes;
global using Elsa.Workflows.Attributes;
global using Elsa.Workflows.Models;
#else
global using Workflows.Engine.Activities.Primitives;
global using Workflows.Engine.Activities.Scheduling;
global using Workflows.Engine.Authoring;
global using Workflows.Engine.Execution;
#endif
