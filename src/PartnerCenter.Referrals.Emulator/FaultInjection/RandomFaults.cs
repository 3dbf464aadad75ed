namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Decides at random which requests of an operation get a fault. Each decision is computed from the seed, the operation and the request's
/// number alone, with the steps of SplitMix64: the values of <see cref="Random"/> for neighbouring seeds resemble each other.
/// </summary>
internal sealed class RandomFaults(double rate, int seed, EmulatedOperation operation, IReadOnlyList<Fault> faults)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _number;

    /// <summary>Returns the fault for the next request, or null for none.</summary>
    public Fault? Next()
    {
        ulong start = Mix(((ulong)(uint)seed << 32) | (uint)operation) + (2 * _number++ * Step);
        return Fraction(start) < rate ? faults[(int)(Fraction(start + Step) * faults.Count)] : null;
    }

    // The upper 53 bits, as many as a double holds, give a value from 0 to just below 1.
    private static double Fraction(ulong state) => (Mix(state) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        value += Step;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
