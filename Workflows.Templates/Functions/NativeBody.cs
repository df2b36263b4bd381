namespace Workflows.Templates.Functions;

internal delegate Value NativeBody(scoped in Call call);
