#if ELSA
global using Elsa.Extensions;
global using Elsa.Workflows;
global using Elsa.Workflows.Activities;
global using Elsa.Workflows.Activities.Flowchart.Activities;
global using Elsa.Workflows.Activities.Flowchart.Models;
global using Elsa.Workflows.Memory;
global using Elsa.Workflows.Models;
#else
global using Workflows.Engine.Activities.Flow;
global using Workflows.Engine.Activities.Primitives;
global using Workflows.Engine.Authoring;
global using Workflows.Engine.Expressions;
#endif
