using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>
/// What the emulator tells of the faults of one cell, and how many of them are still to come. Used by one flow at a time.
/// </summary>
internal sealed class FaultSignals(FaultPlan plan, EmulatedOperation operation, MatrixFault fault, bool isLasting)
{
    private int _expected;
    private int _told;

    /// <summary>A request has left that a fault will befall.</summary>
    public void Expect()
    {
        if (fault.Fault is not null && (isLasting || _expected == 0))
        {
            _expected++;
        }
    }

    /// <summary>Waits until the next fault has befallen its request; for ever if there is none.</summary>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        await plan.WaitForFaultAsync(operation, cancellationToken);
        _told++;
    }

    /// <summary>Waits until every fault has befallen its request. Where requests stall, whoever sets the clock takes the signals.</summary>
    public async Task DrainAsync()
    {
        while (!fault.Stalls && _told < _expected)
        {
            await NextAsync(CancellationToken.None);
        }
    }
}
