using Spectre.Console;

namespace PipelineReport;

/// <summary>Shows how far the reading is: on standard error, so that the report alone goes where standard output goes.</summary>
internal static class Progress
{
    /// <param name="read">The reading; it reports how many it has, and of how many if that is known.</param>
    public static async Task ShowAsync(Func<Action<int, long?>, Task> read)
    {
        if (Console.IsErrorRedirected)
        {
            await read((_, _) => { });
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("Reading referrals");
            task.IsIndeterminate = true;
            await read((count, total) =>
            {
                // The service may give no count, and referrals may come while we read.
                task.IsIndeterminate = total is null;
                task.MaxValue = Math.Max(total ?? 0, count);
                task.Value = count;
            });
        });
    }
}
