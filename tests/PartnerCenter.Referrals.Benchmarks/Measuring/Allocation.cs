namespace PartnerCenter.Referrals.Benchmarks;

internal static class Allocation
{
    private const int Calls = 200;

    /// <summary>Bytes that one call allocates, exactly: each completes at once, so that no other thread takes part.</summary>
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

    /// <summary>Ends a call that has completed.</summary>
    /// <exception cref="InvalidOperationException">It goes on elsewhere, where its bytes are not counted.</exception>
    public static void Complete(Task call)
    {
        if (!call.IsCompleted)
        {
            throw new InvalidOperationException("The call did not complete at once.");
        }

        call.GetAwaiter().GetResult();
    }
}
