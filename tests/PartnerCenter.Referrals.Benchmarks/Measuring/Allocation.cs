namespace PartnerCenter.Referrals.Benchmarks;

internal static class Allocation
{
    private const int Calls = 200;

    /// <summary>Measures exactly how many bytes one call allocates: each call completes at once, so no other thread takes part.</summary>
    public static long PerCall(Action call)
    {
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    /// <summary>Observes the result of a call that has completed.</summary>
    /// <exception cref="InvalidOperationException">The call continues on another thread, whose bytes are not counted.</exception>
    public static void Complete(Task call)
    {
        if (!call.IsCompleted)
        {
            throw new InvalidOperationException("The call did not complete at once.");
        }

        call.GetAwaiter().GetResult();
    }
}
