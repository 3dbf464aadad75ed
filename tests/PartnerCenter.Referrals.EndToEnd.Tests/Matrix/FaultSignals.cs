using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// Receives the emulator's notices of the faults of one cell, and counts those that are still to come. Not thread-safe.
/// </summary>
internal sealed class FaultSignals(FaultPlan plan, EmulatedOperation operation, MatrixFault fault, bool isLasting)
{
    private int _expected;
    private int _told;

    /// <summary>Notes that a request was sent which a fault will affect.</summary>
    public void Expect()
    {
        if (fault.Fault is not null && (isLasting || _expected == 0))
        {
            _expected++;
        }
    }

    /// <summary>Waits until the next fault has affected its request; indefinitely if there is none.</summary>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        await plan.WaitForFaultAsync(operation, cancellationToken);
        _told++;
    }

    /// <summary>
    /// Waits until every fault has affected its request. Where requests stall, the code that advances the clock takes the signals.
    /// </summary>
    public async Task DrainAsync()
    {
        while (!fault.Stalls && _told < _expected)
        {
            await NextAsync(CancellationToken.None);
        }
    }
}
