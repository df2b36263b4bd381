using Workflows.JavaScript.Benchmarks;

// bench                      the figures, with Node.js beside them
// mutate COUNT SEED          mutated scripts
// generate COUNT SEED        generated scripts, compared with Node.js
// overrun                    how far slow operations exceed the time limit
// run FILE                   one script
switch (args)
{
    case ["bench"]:
        Figures.Print();
        return 0;
    case ["mutate", var count, var seed]:
        return Fuzzing.Mutate(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
    case ["generate", var count, var seed]:
        return Fuzzing.Generate(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
    case ["overrun"]:
        return Overrun.Print();
    case ["run", var file]:
        Console.WriteLine(new Workflows.JavaScript.ScriptEngine().Evaluate(Workflows.JavaScript.Script.Parse(File.ReadAllText(file), file)));
        return 0;
    default:
        Console.WriteLine("bench | mutate COUNT SEED | generate COUNT SEED | run FILE");
        return 1;
}
