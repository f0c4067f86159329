import { schedulingEndpoints as e } from '@dryrun/contracts/scheduling.contract';
import type { TestClient } from './harness.ts';

/** A mentor saves their hours again, as they are. */
export async function savesTheirHours(mentor: TestClient) {
  const {
    notes: _notes,
    bookedOutside: _outside,
    preview: _preview,
    ...hours
  } = (await mentor.call(e.myAvailability, {})).body;
  return mentor.call(e.saveMyAvailability, { body: hours });
}
