import { Controller } from '@nestjs/common';
import { catalogEndpoints as e } from '@dryrun/contracts/catalog.contract';
import { Endpoint, type In, type SignedInContext } from '../../platform/http/endpoint.ts';
import { Catalog } from './catalog.ts';
import { DEFAULT_RUBRIC } from './default-rubric.ts';

@Controller()
export class CatalogController {
  constructor(private readonly catalog: Catalog) {}

  @Endpoint(e.goalOptions)
  async goalOptions(_: In<typeof e.goalOptions>, _context: SignedInContext) {
    const [tracks, formats, rubric] = await Promise.all([
      this.catalog.tracks(),
      this.catalog.formats(),
      this.catalog.rubric(DEFAULT_RUBRIC),
    ]);
    return { tracks, formats, rubric: rubric.body };
  }
}
