global using Workflows.Engine.Activities;
global using Workflows.Engine.Activities.Primitives;
global using Workflows.Engine.Activities.Scheduling;
global using Workflows.Engine.Authoring;
global using Workflows.Engine.Expressions;
