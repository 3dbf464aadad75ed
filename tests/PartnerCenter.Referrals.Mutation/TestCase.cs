using System.Reflection;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>
/// Runs one test with one row of its data, in an instance of its own. Each run makes its arguments again, because a test may use them up.
/// </summary>
internal sealed record TestCase(MethodInfo Method, Func<object?[]> Arguments)
{
    public string Name => $"{Method.DeclaringType!.Name}.{Method.Name}";

    /// <summary>Returns null if the test passes, and otherwise why it does not.</summary>
    public async Task<string?> FailureAsync(TimeSpan limit)
    {
        Task run = Task.Run(RunAsync);
        try
        {
            await run.WaitAsync(limit);
            return null;
        }
        catch (TimeoutException) when (!run.IsCompleted)
        {
            return $"{Name} hangs";
        }
        catch (Exception failure)
        {
            Exception cause = failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
            return cause.GetType().Name == "SkipException" ? null : $"{Name}: {cause.GetType().Name}";
        }
    }

    private async Task RunAsync()
    {
        ConstructorInfo constructor = Method.DeclaringType!.GetConstructors().Single();
        object instance = constructor.Invoke([.. constructor.GetParameters().Select(static _ => new SilentOutput())]);
        try
        {
            await (Method.Invoke(instance, Arguments()) switch
            {
                Task task => task,
                ValueTask task => task.AsTask(),
                _ => Task.CompletedTask,
            });
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                (instance as IDisposable)?.Dispose();
            }
        }
    }
}
