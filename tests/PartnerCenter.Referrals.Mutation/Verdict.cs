namespace PartnerCenter.Referrals.Mutation;

/// <summary>Specifies what the tests say of a mutant.</summary>
internal enum Verdict
{
    Missing,

    /// <summary>No test fails.</summary>
    Survives,

    /// <summary>No test reaches its code.</summary>
    NotReached,

    /// <summary>A test fails.</summary>
    Noticed,

    /// <summary>A test does not end.</summary>
    Hangs,

    /// <summary>The process ends.</summary>
    Crashes,

    /// <summary>A test fails, and fails without the mutant afterwards too.</summary>
    Unsure,
}
