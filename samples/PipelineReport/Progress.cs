using Spectre.Console;

namespace PipelineReport;

/// <summary>Shows the progress of the reading on standard error, so that standard output holds only the report.</summary>
internal static class Progress
{
    /// <param name="read">The function that reads. It reports how many referrals it has read, and the total if it is known.</param>
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
                // The service may return no count, and referrals may be added during the reading.
                task.IsIndeterminate = total is null;
                task.MaxValue = Math.Max(total ?? 0, count);
                task.Value = count;
            });
        });
    }
}
